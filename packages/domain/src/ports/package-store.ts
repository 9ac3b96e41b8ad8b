import type { Sha256 } from '../values/digest.ts';
import type { BucketObject, PackageRef, PackageSource } from '../values/package.ts';

/** A PUT that whoever holds it may make once, with exactly these bytes. */
export interface UploadTarget {
  readonly method: 'PUT';
  readonly url: string;
  /** To be sent as they are. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

/** The signed address of a package, computed without a backend call. */
export interface DownloadLinks {
  /** An absolute URL that answers GET with the package until `expiresAt`. */
  sign(source: Exclude<PackageSource, { kind: 'address' }>, expiresAt: Date): Promise<string>;
}

/**
 * Packages by content. An upload waits apart from the published ones and is removed after a day
 * unless it is published; `keep` is what moves it over.
 */
export interface PackageStore {
  /** Is the package there, waiting or kept? The size is that of the stored bytes. */
  find(sha256: Sha256): Promise<{ readonly size: number } | undefined>;
  /** A target that takes only these bytes: of this digest and this length. */
  createUpload(ref: PackageRef, expiresAt: Date): Promise<UploadTarget>;
  /** The bytes of a waiting or kept package. NotFoundError where there is none. */
  read(sha256: Sha256): Promise<AsyncIterable<Uint8Array>>;
  /** Makes a waiting package permanent. Harmless when it is already. */
  keep(sha256: Sha256): Promise<void>;
}

/** Objects in the publishers' own buckets; only on AWS. */
export interface BucketReader {
  /** NotFoundError where the object is missing or may not be read. */
  open(object: BucketObject): Promise<{
    readonly size: number;
    readonly objectVersion?: string;
    readonly bytes: AsyncIterable<Uint8Array>;
  }>;
}
