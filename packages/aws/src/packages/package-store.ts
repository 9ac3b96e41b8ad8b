import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { NotFoundError, type PackageStore, type Sha256, sha256ToBase64 } from '@registry/domain';
import { packageKey, uploadKey } from '../s3/package-keys.ts';
import { createPresign, type PresignSettings } from '../s3/presign.ts';
import { statusOf } from '../sdk-errors.ts';
import { streamObject } from './object-stream.ts';
import { translateS3Error } from './s3-errors.ts';
import {
  assertChecksum,
  findKept,
  findWaiting,
  type PackageBucket,
  type StoredPackage,
} from './stored-package.ts';

export interface PackageStoreSettings extends PackageBucket, PresignSettings {}

/** Uploads wait under one prefix and are copied, within S3, to another when they are published. */
export function createPackageStore(settings: PackageStoreSettings): PackageStore {
  const { s3, bucket } = settings;
  const presign = createPresign(settings);

  const find = async (sha256: Sha256) =>
    (await findKept(settings, sha256)) ?? (await findWaiting(settings, sha256));

  return {
    async find(sha256) {
      const found = await find(sha256);
      return found && { size: found.size };
    },

    async createUpload(ref, expiresAt) {
      const headers = {
        'content-length': String(ref.size),
        'if-none-match': '*',
        'x-amz-checksum-sha256': sha256ToBase64(ref.sha256),
      };
      const key = uploadKey(ref.sha256);
      const url = await presign({ method: 'PUT', bucket, key, headers }, expiresAt);
      return { method: 'PUT', url, headers, expiresAt };
    },

    async read(sha256) {
      const found = await find(sha256);
      if (found === undefined) throw notUploaded(sha256);
      return streamObject(s3, { Bucket: bucket, Key: found.key, IfMatch: found.etag });
    },

    async keep(sha256) {
      if ((await findKept(settings, sha256)) !== undefined) return;
      const waiting = await findWaiting(settings, sha256);
      if (waiting === undefined) throw notUploaded(sha256);
      await copyToKept(settings, sha256, waiting);
    },
  };
}

/** The package is there already (412), or comes there at this moment (409). */
const OVERTAKEN: readonly number[] = [409, 412];

/** Two who publish the same package may both come here: the second finds it done. */
async function copyToKept({ s3, bucket }: PackageBucket, sha256: Sha256, waiting: StoredPackage) {
  try {
    const { CopyObjectResult: copy } = await s3.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: packageKey(sha256),
        IfNoneMatch: '*',
        CopySource: `${bucket}/${waiting.key}`,
        CopySourceIfMatch: waiting.etag,
        ChecksumAlgorithm: 'SHA256',
        // An uploader may send any Content-Encoding, which would have the clients unpack twice.
        MetadataDirective: 'REPLACE',
        ContentType: 'application/octet-stream',
      }),
    );
    assertChecksum(packageKey(sha256), sha256, copy?.ChecksumSHA256);
  } catch (error) {
    const status = statusOf(error) ?? 0;
    if (!OVERTAKEN.includes(status)) return translateS3Error(error);
    if ((await findKept({ s3, bucket }, sha256)) === undefined) throw error;
  }
}

function notUploaded(sha256: Sha256): NotFoundError {
  return new NotFoundError(`The package ${sha256} has not been uploaded.`);
}
