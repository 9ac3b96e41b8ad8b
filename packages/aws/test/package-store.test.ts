import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { packageStoreContract } from '@registry/domain/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageKey, uploadKey } from '../src/s3/package-keys.ts';
import { freshBucket, inAMinute, readAll, somePackage } from './fresh-bucket.ts';
import { recordInputs } from './record-inputs.ts';

let bucket: Awaited<ReturnType<typeof freshBucket>>;

beforeAll(async () => {
  bucket = await freshBucket();
});

packageStoreContract('S3', () => bucket.store);

async function upload(extraHeaders: Record<string, string> = {}) {
  const made = somePackage();
  const { url, method, headers } = await bucket.store.createUpload(made.ref, inAMinute());
  const body = new Uint8Array(made.bytes);
  const response = await fetch(url, { method, headers: { ...headers, ...extraHeaders }, body });
  expect(response.status).toBe(200);
  return made;
}

const head = (Key: string) =>
  bucket.s3.send(new HeadObjectCommand({ Bucket: bucket.bucket, Key, ChecksumMode: 'ENABLED' }));

describe('an upload', () => {
  it.each(['content-length', 'if-none-match', 'x-amz-checksum-sha256'])(
    'is refused without the header %s that it was signed with',
    async (left) => {
      const { ref, bytes } = somePackage();
      const target = await bucket.store.createUpload(ref, inAMinute());
      expect(new URL(target.url).searchParams.get('X-Amz-SignedHeaders')).toContain(left);
      const { [left]: _, ...headers } = target.headers;
      // fetch sends a content-length of its own: here it is one that was not signed.
      const body = new Uint8Array(left === 'content-length' ? bytes.subarray(1) : bytes);
      const response = await fetch(target.url, { method: 'PUT', headers, body });
      expect([400, 403]).toContain(response.status);
    },
  );

  it('waits apart from the published packages until it is kept', async () => {
    const { ref, checksum } = await upload();
    await expect(head(packageKey(ref.sha256))).rejects.toThrow();
    await bucket.store.keep(ref.sha256);
    expect((await head(packageKey(ref.sha256))).ChecksumSHA256).toBe(checksum);
  });

  it('brings no headers of its own into the store', async () => {
    const { ref } = await upload({ 'content-encoding': 'gzip', 'content-type': 'text/html' });
    await bucket.store.keep(ref.sha256);
    const kept = await head(packageKey(ref.sha256));
    expect(kept.ContentEncoding).toBeUndefined();
    expect(kept.ContentType).toBe('application/octet-stream');
  });
});

describe('a kept package', () => {
  it('stays when its upload is removed', async () => {
    const { ref, bytes } = await upload();
    await bucket.store.keep(ref.sha256);
    await bucket.s3.send(
      new DeleteObjectCommand({ Bucket: bucket.bucket, Key: uploadKey(ref.sha256) }),
    );
    await bucket.store.keep(ref.sha256);
    expect(await bucket.store.find(ref.sha256)).toEqual({ size: ref.size });
    expect(await readAll(await bucket.store.read(ref.sha256))).toBe(bytes.toString());
  });

  it('is never overwritten, however many publish it at the same time', async () => {
    const { ref } = await upload();
    const inputs = recordInputs(bucket.s3);
    await Promise.all(Array.from({ length: 20 }, () => bucket.store.keep(ref.sha256)));
    const copies = inputs.filter((input) => 'CopySource' in input);
    // S3 lets one of them write. versitygw does not know this condition of a copy.
    const guarded = {
      IfNoneMatch: '*',
      CopySourceIfMatch: expect.any(String),
      ChecksumAlgorithm: 'SHA256',
    };
    expect(copies.length).toBeGreaterThan(0);
    expect(copies).toMatchObject(copies.map(() => guarded));
    await bucket.store.keep(ref.sha256);
    expect(inputs.filter((input) => 'CopySource' in input)).toHaveLength(copies.length);
  });
});

describe('a package that is being read', () => {
  it('is an error when it is no longer the one that was found', async () => {
    const { ref } = await upload();
    const bytes = await bucket.store.read(ref.sha256);
    const Key = uploadKey(ref.sha256);
    await bucket.s3.send(new PutObjectCommand({ Bucket: bucket.bucket, Key, Body: 'other' }));
    await expect(readAll(bytes)).rejects.toThrow();
  });
});

describe('an object that somebody put past the registry', () => {
  it.each([
    ['waiting', uploadKey],
    ['kept', packageKey],
  ])('under the name of a %s package is never taken for it', async (_, keyOf) => {
    const { ref } = somePackage();
    const object = { Bucket: bucket.bucket, Key: keyOf(ref.sha256), Body: 'other bytes' };
    const fault = new RegExp(`${keyOf(ref.sha256)} .* is not its name`);
    for (const ChecksumAlgorithm of ['SHA256', 'CRC32'] as const) {
      await bucket.s3.send(new PutObjectCommand({ ...object, ChecksumAlgorithm }));
      await expect(bucket.store.find(ref.sha256)).rejects.toThrow(fault);
      await expect(bucket.store.read(ref.sha256)).rejects.toThrow(fault);
      await expect(bucket.store.keep(ref.sha256)).rejects.toThrow(fault);
    }
  });
});
