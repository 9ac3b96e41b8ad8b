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
  readonly registry?: {
    readonly url: RegistryUrl;
    readonly origin: Origin;
    /** Why no credential of any kind may go there, a sentence; absent where one may. */
    readonly untrusted?: string;
  };
  readonly token?: {
    readonly place: TokenPlace;
    readonly origin: Origin;
    /** Why this token must not go to this registry, a sentence; absent where it may. */
    readonly withheld?: string;
  };
  /** Who the registry is allowed to say it is, where that is not the address it is asked at. */
  readonly issuer?: { readonly value: string; readonly origin: Origin };
  readonly projectFile?: string;
  readonly userFile: string;
}

/** Whether a file that comes with the working folder is heard. */
export type Sources = 'all' | 'without-project';

export interface GlobalOptions {
  readonly registry?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}
