import { randomUUID } from 'node:crypto';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { packageStoreContract } from '@registry/domain/testing';
import { beforeAll, inject } from 'vitest';
import { createDownloadLinks } from '../src/download-links/index.ts';
import { createPackageStore, createS3Client } from '../src/packages/index.ts';
import { testSettings } from '../src/testing/index.ts';

const settings = testSettings(inject('s3'));
const s3 = createS3Client(settings);
const bucket = `packages-${randomUUID()}`;
const storage = { ...settings, s3, bucket, clock: () => new Date() };

beforeAll(async () => {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
});

packageStoreContract('S3', () => ({
  ...createPackageStore(storage),
  ...createDownloadLinks(storage),
}));
