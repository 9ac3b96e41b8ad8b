import type { RegistryUrl } from './registry-url.ts';

/** Who said so. `project` is a file that comes with a checkout: anybody may have written it. */
export interface Origin {
  readonly kind: 'flag' | 'environment' | 'project' | 'user';
  /** As people know it: `--registry`, `REGISTRY_URL` or a file. */
  readonly name: string;
}

export type TokenPlace =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' };

export interface Settings {
  readonly registry?: { readonly url: RegistryUrl; readonly origin: Origin };
  readonly token?: {
    readonly place: TokenPlace;
    readonly origin: Origin;
    /** Why this token must not go to this registry, a sentence; absent where it may. */
    readonly withheld?: string;
  };
  readonly projectFile?: string;
  readonly userFile: string;
}

export interface GlobalOptions {
  readonly registry?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}
