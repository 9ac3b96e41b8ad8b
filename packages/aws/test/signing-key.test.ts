import { CreateKeyCommand, type KeySpec } from '@aws-sdk/client-kms';
import { InvalidError, UnavailableError } from '@registry/domain';
import { signingKeyContract } from '@registry/domain/testing';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createKmsClient, createKmsSigningKey } from '../src/signing-key/index.ts';
import {
  awsError,
  countCalls,
  type Fault,
  hang,
  hangUp,
  passOn,
  startFaultServer,
  testSettings,
} from '../src/testing/index.ts';

const endpoint = inject('kms');
const input = Buffer.from('header.payload');

async function createKey(KeySpec: KeySpec = 'ECC_NIST_P256'): Promise<string> {
  const kms = createKmsClient(testSettings(endpoint));
  const { KeyMetadata: key } = await kms.send(
    new CreateKeyCommand({ KeySpec, KeyUsage: 'SIGN_VERIFY' }),
  );
  if (key?.Arn === undefined) throw new Error('moto made no key');
  return key.Arn;
}

let keyId: string;

beforeAll(async () => {
  keyId = await createKey();
});

signingKeyContract('KMS', () =>
  createKmsSigningKey({ kms: createKmsClient(testSettings(endpoint)), keyId }),
);

describe('a KMS key', () => {
  it('is asked for its public half once, and for each signature once', async () => {
    const kms = createKmsClient(testSettings(endpoint));
    const counter = countCalls(kms);
    const key = createKmsSigningKey({ kms, keyId });
    await Promise.all([key.publicJwk(), key.publicJwk(), key.sign(input), key.sign(input)]);
    await key.sign(input);
    expect(counter.calls).toBe(1 + 3);
  });

  it('of another kind is refused', async () => {
    const kms = createKmsClient(testSettings(endpoint));
    const key = createKmsSigningKey({ kms, keyId: await createKey('ECC_SECG_P256K1') });
    await expect(key.publicJwk()).rejects.toThrow(/must be ECC_NIST_P256/);
  });

  it('signs no more than KMS takes', async () => {
    const key = createKmsSigningKey({ kms: createKmsClient(testSettings(endpoint)), keyId });
    expect(await key.sign(Buffer.alloc(4096))).toHaveLength(64);
    await expect(key.sign(Buffer.alloc(4097))).rejects.toThrow(InvalidError);
  });
});

describe.concurrent('when KMS is in trouble, a key', () => {
  const keyBehind = async (
    test: { onTestFinished: (end: () => Promise<void>) => void },
    ...faults: [Fault, ...Fault[]]
  ) => {
    const server = await startFaultServer(...faults);
    test.onTestFinished(() => server.dispose());
    return createKmsSigningKey({ kms: createKmsClient(testSettings(server.endpoint)), keyId });
  };

  it.for<[string, Fault]>([
    ['throttled', awsError(400, 'ThrottlingException')],
    ['not available inside KMS', awsError(500, 'KeyUnavailableException')],
    ['failing inside KMS', awsError(500, 'KMSInternalException')],
    ['timed out inside KMS', awsError(503, 'DependencyTimeoutException')],
    ['cut off', hangUp],
    ['silent', hang],
  ])('%s is unavailable', async ([_, fault], test) => {
    await expect((await keyBehind(test, fault)).publicJwk()).rejects.toThrow(UnavailableError);
    const signing = (await keyBehind(test, passOn(endpoint), fault)).sign(input);
    await expect(signing).rejects.toThrow(UnavailableError);
  });

  it.for(['DisabledException', 'KMSInvalidStateException'])(
    'that answers %s is unavailable, and says whose business that is',
    async (name, test) => {
      const signing = (await keyBehind(test, passOn(endpoint), awsError(400, name))).sign(input);
      await expect(signing).rejects.toThrow(UnavailableError);
      await expect(signing).rejects.toThrow(/enable it in KMS/);
    },
  );

  it('that does not exist, or may not be used, fails with that', async (test) => {
    for (const name of ['NotFoundException', 'AccessDeniedException']) {
      const asking = (await keyBehind(test, awsError(400, name))).publicJwk();
      await expect(asking).rejects.toThrow(expect.objectContaining({ name }));
    }
  });

  it('is asked again after a failure: only what was found is remembered', async (test) => {
    const key = await keyBehind(test, awsError(400, 'NotFoundException'), passOn(endpoint));
    await expect(key.publicJwk()).rejects.toThrow();
    expect(await key.publicJwk()).toHaveProperty('kid');
  });
});
