import type { Sha256 } from '@registry/domain';

/** Published packages: kept for ever, never overwritten. */
export function packageKey(sha256: Sha256): string {
  return `packages/sha256/${sha256}`;
}

/** Uploads that wait to be published; the bucket's lifecycle removes them after a day. */
export function uploadKey(sha256: Sha256): string {
  return `uploads/sha256/${sha256}`;
}
