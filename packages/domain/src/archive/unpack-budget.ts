import { TooLargeError } from '../errors.ts';
import type { PackageLimits } from '../ports/package-inspector.ts';

const MEBIBYTE = 1024 * 1024;

/** Counts what comes out of an archive, and stops it at the limits. */
export class UnpackBudget {
  readonly #limits: PackageLimits;
  #entries = 0;
  #bytes = 0;

  constructor(limits: PackageLimits) {
    this.#limits = limits;
  }

  /** Throws a TooLargeError for one entry too many. */
  countEntry(): void {
    this.#entries += 1;
    if (this.#entries > this.#limits.entries) {
      throw new TooLargeError(
        `The package has more than ${this.#limits.entries} entries, which is the limit.`,
      );
    }
  }

  /** Throws a TooLargeError for `size` bytes, declared or unpacked, that no longer fit. */
  requireRoom(size: number): void {
    if (this.#bytes + size > this.#limits.unpackedBytes) throw unpackedTooLarge(this.#limits);
  }

  countBytes(size: number): void {
    this.requireRoom(size);
    this.#bytes += size;
  }
}

export function unpackedTooLarge(limits: PackageLimits): TooLargeError {
  return new TooLargeError(
    `The package unpacks to more than ${describeBytes(limits.unpackedBytes)}, which is the limit.`,
  );
}

export function describeBytes(bytes: number): string {
  return bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes} bytes`;
}
