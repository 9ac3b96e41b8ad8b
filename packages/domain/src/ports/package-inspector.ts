import type { Sha256 } from '../values/digest.ts';
import type { ModuleDocumentation } from '../values/documentation.ts';
import type { PackageFormat } from '../values/package.ts';

/** What a package may be at most. */
export interface PackageLimits {
  /** Bytes, as packed. */
  readonly packedBytes: number;
  /** Bytes, unpacked. */
  readonly unpackedBytes: number;
  /** Files and folders. */
  readonly entries: number;
}

export const DEFAULT_PACKAGE_LIMITS: PackageLimits = {
  packedBytes: 100 * 1024 * 1024,
  unpackedBytes: 500 * 1024 * 1024,
  entries: 10_000,
};

/** Opens a package before it is accepted. */
export interface PackageInspector {
  /**
   * Reads all of `bytes`; refuses with an InvalidError that names each fault (another digest,
   * archive rules, no module at the root, HCL that does not parse), TooLargeError over a limit.
   */
  inspect(
    bytes: AsyncIterable<Uint8Array>,
    expected: { readonly sha256: Sha256; readonly format: PackageFormat },
    limits: PackageLimits,
  ): Promise<ModuleDocumentation>;
}
