import type { Sha256 } from '@registry/domain';

/** What the keys of packages and of uploads begin with; policies and the lifecycle go by it. */
export const PREFIXES = { packages: 'packages/', uploads: 'uploads/' } as const;

/** Published packages: kept for ever, never overwritten. */
export function packageKey(sha256: Sha256): string {
  return `${PREFIXES.packages}sha256/${sha256}`;
}

/** Uploads that wait to be published; the bucket's lifecycle removes them after a day. */
export function uploadKey(sha256: Sha256): string {
  return `${PREFIXES.uploads}sha256/${sha256}`;
}
