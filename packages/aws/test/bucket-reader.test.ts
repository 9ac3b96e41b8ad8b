import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { NotFoundError, UnavailableError } from '@registry/domain';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBucketReader, createS3Client } from '../src/packages/index.ts';
import { answer, startFaultServer, testSettings } from '../src/testing/index.ts';
import { freshBucket, inAMinute, readAll, somePackage } from './fresh-bucket.ts';

let bucket: Awaited<ReturnType<typeof freshBucket>>;

beforeAll(async () => {
  bucket = await freshBucket();
});

const open = (key: string, from = bucket.bucket) =>
  createBucketReader(bucket).open({ bucket: from, key, sha256: somePackage().ref.sha256 });

const put = (Key: string, Body: string) =>
  bucket.s3.send(new PutObjectCommand({ Bucket: bucket.bucket, Key, Body }));

const link = (key: string, objectVersion?: string) =>
  bucket.store.sign(
    {
      kind: 'bucket',
      bucket: bucket.bucket,
      key,
      ...somePackage().ref,
      ...(objectVersion === undefined ? {} : { objectVersion }),
    },
    inAMinute(),
  );

describe("an object in a publisher's bucket", () => {
  it('is read with its size', async () => {
    await put('modules/vpc.zip', 'bytes of a module');
    const object = await open('modules/vpc.zip');
    expect(object).toMatchObject({ size: 17 });
    expect(object).not.toHaveProperty('objectVersion');
    expect(await readAll(object.bytes)).toBe('bytes of a module');
  });

  it('need not be read once it is open', async () => {
    await put('large.zip', 'x'.repeat(1000));
    expect((await open('large.zip')).size).toBe(1000);
  });

  it('is refused when it changes between the two', async () => {
    await put('changing.zip', 'first');
    const { bytes } = await open('changing.zip');
    await put('changing.zip', 'second');
    await expect(readAll(bytes)).rejects.toThrow(/changed while it was read/);
  });

  it('is refused with bucket and key when it, or the bucket, does not exist', async () => {
    await expect(open('no/such.zip')).rejects.toThrow(NotFoundError);
    await expect(open('no/such.zip')).rejects.toThrow(
      `The object "no/such.zip" in the bucket "${bucket.bucket}" does not exist.`,
    );
    await expect(open('x.zip', 'no-such-bucket')).rejects.toThrow(
      /"no-such-bucket" does not exist/,
    );
  });

  it.for([
    [403, /may not be read; grant .* s3:GetObject/],
    [301, /another region/],
    [400, /cannot be asked for/],
  ] as const)(
    'is refused with what to change when S3 answers %i',
    async ([status, sentence], test) => {
      const server = await startFaultServer(answer(status));
      test.onTestFinished(() => server.dispose());
      const s3 = createS3Client(testSettings(server.endpoint));
      const opening = createBucketReader({ s3 }).open({
        bucket: 'b',
        key: 'k',
        sha256: somePackage().ref.sha256,
      });
      await expect(opening).rejects.toThrow(NotFoundError);
      await expect(opening).rejects.toThrow(sentence);
    },
  );

  it('is unavailable when S3 is', async (test) => {
    const server = await startFaultServer(answer(503));
    test.onTestFinished(() => server.dispose());
    const s3 = createS3Client(testSettings(server.endpoint));
    const opening = createBucketReader({ s3 }).open({
      bucket: 'b',
      key: 'k',
      sha256: somePackage().ref.sha256,
    });
    await expect(opening).rejects.toThrow(UnavailableError);
  });
});

describe('an object in a bucket with versioning', () => {
  it('stays the one that was published, in the link too', async () => {
    const versioned = { Bucket: bucket.bucket };
    await bucket.s3.send(
      new PutBucketVersioningCommand({
        ...versioned,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    expect((await bucket.s3.send(new GetBucketVersioningCommand(versioned))).Status).toBe(
      'Enabled',
    );
    await put('pinned.zip', 'first');
    const { objectVersion, bytes } = await open('pinned.zip');
    expect(objectVersion).toMatch(/./);
    await put('pinned.zip', 'second');
    await bucket.s3.send(new DeleteObjectCommand({ ...versioned, Key: 'pinned.zip' }));
    expect(await readAll(bytes)).toBe('first');
    const response = await fetch(await link('pinned.zip', objectVersion));
    expect(await response.text()).toBe('first');
  });
});

describe('a link to an object', () => {
  it('works whatever characters its key has', async () => {
    const awkward = fc.string({
      unit: fc.constantFrom(...' !"#$%&\'()*+,-.0:;<=>?@A[]^_`a{|}~é日😀'),
      minLength: 1,
      maxLength: 20,
    });
    const folder = fc.uuid();
    await fc.assert(
      fc.asyncProperty(folder, awkward, async (name, end) => {
        const key = `${name}/k${end}k.zip`;
        await put(key, key);
        const response = await fetch(await link(key));
        expect(await response.text()).toBe(key);
      }),
      { numRuns: 50 },
    );
  });
});
