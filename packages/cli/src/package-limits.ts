import { DEFAULT_PACKAGE_LIMITS, type PackageLimits } from '@registry/domain';

/**
 * The registry holds a package to its own limits, which may be higher than the defaults. These
 * only keep a bad archive from filling the disk.
 */
export const LOCAL_LIMITS: PackageLimits = {
  packedBytes: 10 * DEFAULT_PACKAGE_LIMITS.packedBytes,
  unpackedBytes: 10 * DEFAULT_PACKAGE_LIMITS.unpackedBytes,
  entries: 10 * DEFAULT_PACKAGE_LIMITS.entries,
};
