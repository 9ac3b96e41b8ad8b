import { UnavailableError } from '@registry/domain';
import { describe, expect, it, type TestContext } from 'vitest';
import { createPackageStore, createS3Client } from '../src/packages/index.ts';
import {
  answer,
  cutOff,
  type Fault,
  hang,
  hangUp,
  stall,
  startFaultServer,
  testSettings,
} from '../src/testing/index.ts';
import { readAll, somePackage } from './fresh-bucket.ts';

const { ref, checksum } = somePackage();

const found: Fault = answer(200, '', {
  'content-length': String(ref.size),
  etag: '"e"',
  'x-amz-checksum-sha256': checksum,
});
const missing: Fault = answer(404);
const slowDown: Fault = answer(503, '<Error><Code>SlowDown</Code></Error>');

async function storeBehind(test: TestContext, ...faults: [Fault, ...Fault[]]) {
  const server = await startFaultServer(...faults);
  test.onTestFinished(() => server.dispose());
  return storeAt(server.endpoint);
}

function storeAt(endpoint: string) {
  const settings = testSettings(endpoint);
  const s3 = createS3Client(settings);
  return createPackageStore({ ...settings, s3, bucket: 'packages', clock: () => new Date() });
}

type Store = ReturnType<typeof storeAt>;
const CALLS = {
  find: (store: Store) => store.find(ref.sha256),
  read: (store: Store) => store.read(ref.sha256),
  keep: (store: Store) => store.keep(ref.sha256),
};

describe.concurrent.for(Object.entries(CALLS))('%s, when S3', ([_, call]) => {
  it.for<[string, Fault]>([
    ['asks to slow down', slowDown],
    ['fails inside', answer(500)],
    ['hangs up', hangUp],
  ])('%s, is unavailable', async ([_, fault], test) => {
    await expect(call(await storeBehind(test, fault))).rejects.toThrow(UnavailableError);
  });

  it('is not there, is unavailable', async () => {
    const server = await startFaultServer(hang);
    await server.dispose();
    await expect(call(storeAt(server.endpoint))).rejects.toThrow(UnavailableError);
  });

  it('may not be asked, says which right is missing', async (test) => {
    const store = await storeBehind(test, answer(403));
    await expect(call(store)).rejects.toThrow(/s3:ListBucket/);
  });

  it('does not say the checksum, fails', async (test) => {
    const store = await storeBehind(test, answer(200, '', { 'content-length': '1', etag: '"e"' }));
    await expect(call(store)).rejects.toThrow(/is not its name/);
  });
});

describe.concurrent('reading, when S3', () => {
  it.for<[string, Fault]>([
    ['stops in the middle', cutOff],
    ['goes silent in the middle', stall],
    ['asks to slow down', slowDown],
  ])('%s, is an error and never an early end', async ([_, fault], test) => {
    const bytes = await (await storeBehind(test, found, fault)).read(ref.sha256);
    await expect(readAll(bytes)).rejects.toThrow(UnavailableError);
  });
});

describe.concurrent('keeping, when another does it at this moment', () => {
  it('fails as long as the package is not there', async (test) => {
    const conflict = answer(409, '<Error><Code>ConditionalRequestConflict</Code></Error>');
    const store = await storeBehind(test, missing, found, conflict, missing);
    await expect(store.keep(ref.sha256)).rejects.toThrow();
  });

  it('finds it done', async (test) => {
    const conflict = answer(412, '<Error><Code>PreconditionFailed</Code></Error>');
    const store = await storeBehind(test, missing, found, conflict, found);
    await store.keep(ref.sha256);
  });

  it('fails when the copy is not what was copied', async (test) => {
    const copied = answer(
      200,
      '<CopyObjectResult><ETag>"e"</ETag><ChecksumSHA256>AAAA</ChecksumSHA256></CopyObjectResult>',
    );
    const store = await storeBehind(test, missing, found, copied);
    await expect(store.keep(ref.sha256)).rejects.toThrow(/is not its name/);
  });
});
