import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { signingKeyContract } from '@registry/domain/testing';
import { beforeAll, inject } from 'vitest';
import { createKmsClient, createKmsSigningKey } from '../src/signing-key/index.ts';
import { testSettings } from '../src/testing/index.ts';

const kms = createKmsClient(testSettings(inject('kms')));
let keyId: string;

beforeAll(async () => {
  const created = await kms.send(
    new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  );
  keyId = created.KeyMetadata?.Arn ?? '';
});

signingKeyContract('KMS', () => createKmsSigningKey({ kms, keyId }));
