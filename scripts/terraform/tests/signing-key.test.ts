import { test } from 'vitest';
import { z } from 'zod';
import {
  createKmsClient,
  createKmsSigningKey,
} from '../../../packages/aws/src/signing-key/index.ts';
import { testSettings } from '../../../packages/aws/src/testing/index.ts';
import { openOnEmulator } from './support/emulator.ts';

const Outputs = z.object({
  active: z.object({ key_id: z.string(), arn: z.string() }),
  arns: z.record(z.string(), z.string()),
  alias: z.string(),
  jwks: z.string().transform((text) => Jwks.parse(JSON.parse(text)).keys),
});

const Jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) });

test('keys are published as the token issuer knows them, while they are rotated and one is switched off', async ({
  expect,
  onTestFinished,
}) => {
  const { root, endpoint } = await openOnEmulator(onTestFinished, {
    folder: 'modules/signing-key',
    tool: 'terraform',
    variables: { name: 'acme', keys: { old: { signs: true }, new: {} } },
  });
  const kms = createKmsClient(testSettings(endpoint));
  const keyOf = (keyId = 'no such key') => createKmsSigningKey({ kms, keyId });
  const outputs = async () => Outputs.parse(await root.outputs());

  await root.apply();
  const before = await outputs();
  const old = await keyOf(before.arns['old']).publicJwk();
  const next = await keyOf(before.arns['new']).publicJwk();
  expect(before.jwks).toEqual([old, next]);
  expect(before.active.arn).toBe(before.arns['old']);
  expect(await keyOf(before.alias).publicJwk()).toEqual(old);

  await root.setVariables({ name: 'acme', keys: { old: {}, new: { signs: true } } });
  await root.apply();
  const rotated = await outputs();
  expect(rotated.jwks).toEqual([next, old]);
  expect(rotated.active.arn).toBe(before.arns['new']);
  expect(await keyOf(rotated.alias).publicJwk()).toEqual(next);
  expect(rotated.arns).toEqual(before.arns);

  await root.setVariables({
    name: 'acme',
    keys: { old: { enabled: false }, new: { signs: true } },
  });
  await root.apply();
  expect((await outputs()).jwks).toEqual([next]);
  await expect(keyOf(before.arns['old']).sign(Buffer.from('a.b'))).rejects.toThrow(/disabled/);

  // It was a false alarm: a key that is switched on again is published again.
  await root.setVariables({ name: 'acme', keys: { old: {}, new: { signs: true } } });
  await root.apply();
  expect((await outputs()).jwks).toEqual([next, old]);
  expect(await root.drift()).toBeUndefined();
});
