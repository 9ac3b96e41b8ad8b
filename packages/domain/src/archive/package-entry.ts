import type { EntryKind } from './entry-kind.ts';

/** A folder or a file of a package that has passed the rules. */
export type PackageEntry = PackageFolder | PackageFile;

export interface PackageFolder {
  readonly kind: 'folder';
  /** Relative to the package's root, `/` between segments. */
  readonly path: string;
}

export interface PackageFile {
  readonly kind: 'file';
  /** Relative to the package's root, `/` between segments. */
  readonly path: string;
  /** Bytes, as the archive says; reading `content` proves it. */
  readonly size: number;
  readonly executable: boolean;
  /**
   * The bytes, to be read once and before the next entry. What is left unread is read and checked
   * on the way to the next entry.
   */
  readonly content: AsyncIterable<Uint8Array>;
}

/** An entry as an archive has it, before any rule. */
export interface ArchiveEntry {
  /** As an extractor would see it, pax and GNU long names applied. */
  readonly name: string;
  readonly kind: EntryKind;
  readonly size: number;
  readonly executable: boolean;
  /** What is wrong with it beyond its name and kind, as sentences. */
  readonly faults: readonly string[];
  readonly content: AsyncIterable<Uint8Array>;
}
