/** At which address a listener serves an API, which decides what of a path is the API's. */
export type Mount =
  /** The invoke URL: the stage stands in front, and functions do not see it. */
  | { readonly kind: 'stage'; readonly stage: string }
  /** A custom domain: a base path may stand in front, and functions do see that. */
  | { readonly kind: 'domain'; readonly basePath: string };

export interface MountedPath {
  readonly resourcePath: string;
  readonly eventPath: string;
}

/** Undefined for a path that belongs to no API. */
export function mountedPath(mount: Mount, path: string): MountedPath | undefined {
  const prefix = mount.kind === 'stage' ? `/${mount.stage}` : mount.basePath;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return undefined;
  const resourcePath = path.slice(prefix.length) || '/';
  return { resourcePath, eventPath: mount.kind === 'stage' ? resourcePath : path };
}
