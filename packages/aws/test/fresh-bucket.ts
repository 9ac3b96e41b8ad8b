import { createHash, randomUUID } from 'node:crypto';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { PackageRef } from '@registry/domain';
import { sha256Of } from '@registry/domain/testing';
import { inject } from 'vitest';
import { createDownloadLinks } from '../src/download-links/index.ts';
import { createPackageStore, createS3Client } from '../src/packages/index.ts';
import { testSettings } from '../src/testing/index.ts';

/** A bucket of one's own on versitygw, and the registry's store in it. */
export async function freshBucket() {
  const settings = testSettings(inject('s3'));
  const s3 = createS3Client(settings);
  const bucket = `packages-${randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const storage = { ...settings, s3, bucket, clock: () => new Date() };
  const store = { ...createPackageStore(storage), ...createDownloadLinks(storage) };
  return { s3, bucket, storage, store };
}

export function somePackage(text: string = randomUUID()) {
  const bytes = Buffer.from(text);
  const ref: PackageRef = { sha256: sha256Of(bytes), size: bytes.byteLength, format: 'tar.gz' };
  return { bytes, ref, checksum: createHash('sha256').update(bytes).digest('base64') };
}

export const inAMinute = (): Date => new Date(Date.now() + 60_000);

export async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
