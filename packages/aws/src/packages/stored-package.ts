import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Sha256, sha256ToBase64 } from '@registry/domain';
import { packageKey, uploadKey } from '../s3/package-keys.ts';
import { statusOf } from '../sdk-errors.ts';
import { isMissing, translateS3Error } from './s3-errors.ts';

export interface PackageBucket {
  readonly s3: S3Client;
  readonly bucket: string;
}

/** A package as S3 has it: its checksum was computed there and is the name it goes by. */
export interface StoredPackage {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

export function findKept(bucket: PackageBucket, sha256: Sha256) {
  return findPackage(bucket, packageKey(sha256), sha256);
}

export function findWaiting(bucket: PackageBucket, sha256: Sha256) {
  return findPackage(bucket, uploadKey(sha256), sha256);
}

async function findPackage(
  { s3, bucket }: PackageBucket,
  key: string,
  sha256: Sha256,
): Promise<StoredPackage | undefined> {
  try {
    const found = await s3.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }),
    );
    const { ContentLength: size, ETag: etag } = found;
    assertChecksum(key, sha256, found.ChecksumSHA256);
    if (size === undefined || etag === undefined) {
      throw new Error(`S3 says neither size nor ETag of ${bucket}/${key}`);
    }
    return { key, size, etag };
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (statusOf(error) === 403) throw mayNotAsk(bucket, error);
    return translateS3Error(error);
  }
}

/** Without s3:ListBucket S3 answers 403 for what is missing, which would look like any refusal. */
function mayNotAsk(bucket: string, cause: unknown): Error {
  return new Error(
    `S3 does not tell whether a package is in ${bucket}; the role needs s3:GetObject on its objects and s3:ListBucket on the bucket`,
    { cause },
  );
}

/** Only somebody who went past the registry can have put other bytes there. */
export function assertChecksum(key: string, sha256: Sha256, checksum: string | undefined): void {
  if (checksum === sha256ToBase64(sha256)) return;
  throw new Error(
    `The object ${key} has the SHA-256 checksum ${checksum ?? '(none)'}, which is not its name; delete it and upload the package again`,
  );
}
