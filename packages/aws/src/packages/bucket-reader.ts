import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type BucketReader, NotFoundError } from '@registry/domain';
import { statusOf } from '../sdk-errors.ts';
import { streamObject } from './object-stream.ts';
import { translateS3Error } from './s3-errors.ts';

/** Objects in the publishers' buckets, which must be in the region of the registry. */
export function createBucketReader({ s3 }: { readonly s3: S3Client }): BucketReader {
  return {
    async open({ bucket, key }) {
      const object = { Bucket: bucket, Key: key };
      const translate = (error: unknown) => translateRefusal(error, bucket, key);
      const head = await s3.send(new HeadObjectCommand(object)).catch(translate);
      const { ContentLength: size, VersionId: objectVersion, ETag: etag } = head;
      if (size === undefined) throw new Error(`S3 does not say the size of ${bucket}/${key}`);
      const pinned = objectVersion === undefined ? {} : { VersionId: objectVersion };
      return {
        size,
        ...(objectVersion === undefined ? {} : { objectVersion }),
        bytes: streamObject(s3, { ...object, ...pinned, IfMatch: etag }, translate),
      };
    },
  };
}

/** Says what a publisher has to change, for S3 itself hardly does: HEAD has no body. */
function translateRefusal(error: unknown, bucket: string, key: string): never {
  const fault = faultOf(statusOf(error));
  if (fault === undefined) return translateS3Error(error);
  throw new NotFoundError(`The object "${key}" in the bucket "${bucket}" ${fault}`, {
    cause: error,
  });
}

function faultOf(status: number | undefined): string | undefined {
  switch (status) {
    case 404:
      return 'does not exist.';
    case 403:
      return "does not exist or may not be read; grant the registry's roles s3:GetObject and s3:GetObjectVersion on it, and kms:Decrypt where it is encrypted with a key of yours.";
    // A link is signed for one region, and the registry knows of no other than its own.
    case 301:
    case 307:
      return "is in another region than the registry; use a bucket in the registry's region.";
    case 412:
      return 'changed while it was read; try again.';
    case 400:
      return "cannot be asked for; check both names, and that the bucket is in the registry's region.";
    default:
      return undefined;
  }
}
