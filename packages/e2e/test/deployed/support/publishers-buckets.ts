import { PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { testSettings } from '@registry/aws/testing';
import { z } from 'zod';
import type { Package } from '../../../src/api/package.ts';
import type { DeployedTarget } from '../../../src/deployed/deployed-target.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';

const Bucket = z.object({ bucket: z.string() });

/** Puts a package into every bucket that is not the registry's own; what publishing is told of it. */
export async function uploadToPublishers(
  stack: Stack,
  { stack: running }: DeployedTarget,
  { bytes, content }: Package,
): Promise<{ bucket: string; key: string; sha256: string }[]> {
  const s3 = new S3Client({ ...testSettings(stack.s3), forcePathStyle: true });
  const buckets = running.state.all('aws_s3_bucket', Bucket).map(({ bucket }) => bucket);
  const theirs = buckets.filter((bucket) => bucket !== running.packagesBucket);
  const key = 'modules/vpc.tar.gz';
  for (const Bucket of theirs) {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: bytes }));
  }
  return theirs.map((bucket) => ({ bucket, key, sha256: content.sha256 }));
}
