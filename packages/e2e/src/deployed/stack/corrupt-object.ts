import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { testSettings } from '@registry/aws/testing';
import type { Stack } from './stack.ts';

/** Changes a byte of the object `key` in `bucket`, with nobody's leave. */
export async function flipByteInBucket(stack: Stack, bucket: string, key: string): Promise<void> {
  const s3 = new S3Client({ ...testSettings(stack.s3), forcePathStyle: true });
  const place = { Bucket: bucket, Key: key };
  const { Body } = await s3.send(new GetObjectCommand(place));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  const middle = Math.floor(bytes.byteLength / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await s3.send(new PutObjectCommand({ ...place, Body: bytes }));
}
