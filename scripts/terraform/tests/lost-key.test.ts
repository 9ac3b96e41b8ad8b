import {
  CancelKeyDeletionCommand,
  EnableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { describe, test } from 'vitest';
import { z } from 'zod';
import { testSettings } from '../../../packages/aws/src/testing/index.ts';
import { openOnEmulator } from './support/emulator.ts';
import { TOOLS } from './support/tools.ts';

const Outputs = z.object({ active: z.object({ key_id: z.string() }) });

describe.concurrent('a signing key that waits for its deletion', () => {
  test.for(TOOLS)(
    'is replaced by a new one with %s only where another name asks for it',
    async (tool, { expect, onTestFinished }) => {
      const settings = { folder: 'modules/signing-key', tool, variables: { name: 'acme' } };
      const { root, endpoint } = await openOnEmulator(onTestFinished, settings);
      const active = async () => Outputs.parse(await root.outputs()).active.key_id;
      await root.apply();
      const KeyId = await active();
      expect(await root.drift()).toBeUndefined();

      const kms = new KMSClient(testSettings(endpoint));
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
      const refused = await root.run('apply', '-auto-approve', '-input=false');
      expect(refused.code).toBe(1);
      expect(refused.stderr.replaceAll(/[│╷╵\s]+/g, ' ')).toContain(
        'A signing key waits for its deletion (first), and a new one would end every token: cancel it',
      );
      expect(await active()).toBe(KeyId);

      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      await kms.send(new EnableKeyCommand({ KeyId }));
      expect(await root.drift()).toBeUndefined();

      await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
      await root.setVariables({ name: 'acme', keys: { second: { signs: true } } });
      await root.apply();
      expect(await active()).not.toBe(KeyId);
      expect(await root.drift()).toBeUndefined();

      await kms.send(new ScheduleKeyDeletionCommand({ KeyId: await active() }));
      await root.destroy();
      await root.apply();
      expect(await root.drift()).toBeUndefined();
    },
  );
});
