import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { describe, test } from 'vitest';
import { z } from 'zod';
import { TERRAFORM_FOLDER } from '../folders.ts';
import { expectCode, openTool } from '../tool.ts';
import { TOOLS } from './support/tools.ts';

/** Enough that all values of the bits that x and y share occur, and `+` and `/` everywhere. */
const KEYS = 60;

const Answer = z.object({
  keys: z.object({ value: z.record(z.string(), z.record(z.string(), z.string())) }),
});

describe.concurrent('the public keys that HCL makes of what KMS gives', () => {
  for (const tool of TOOLS) {
    test(`are those that jose makes, ${KEYS} times, with ${tool}`, async ({
      expect,
      onTestFinished,
    }) => {
      const folder = await mkdtemp(join(tmpdir(), 'registry-jwks-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const pairs = Array.from({ length: KEYS }, () =>
        generateKeyPairSync('ec', { namedCurve: 'P-256' }),
      );
      const given = Object.fromEntries(
        pairs.map(({ publicKey }, index) => {
          const der = publicKey.export({ format: 'der', type: 'spki' });
          return [`key${index}`, { public_key: der.toString('base64') }];
        }),
      );
      const expected = Object.fromEntries(
        await Promise.all(
          pairs.map(async ({ publicKey }, index) => {
            const jwk = publicKey.export({ format: 'jwk' });
            const kid = await calculateJwkThumbprint(jwk);
            return [`key${index}`, { ...jwk, kid, alg: 'ES256', use: 'sig' }];
          }),
        ),
      );

      // The file of the module itself, with other keys than those of KMS.
      const source = join(TERRAFORM_FOLDER, 'modules/signing-key/jwks.tf');
      const text = await readFile(source, 'utf8');
      await writeFile(
        join(folder, 'jwks.tf'),
        text.replaceAll('data.aws_kms_public_key.this', 'local.given'),
      );
      await writeFile(join(folder, 'given.json'), JSON.stringify(given));
      await writeFile(
        join(folder, 'main.tf'),
        'locals {\n  given = jsondecode(file("given.json"))\n}\n\noutput "keys" {\n  value = local.public_keys\n}\n',
      );
      const run = await openTool({ tool, scratch: folder });
      expectCode(await run(folder, 'init', '-input=false'), 'init');
      expectCode(await run(folder, 'apply', '-auto-approve', '-input=false'), 'apply');
      const printed = expectCode(await run(folder, 'output', '-json'), 'output');
      expect(Answer.parse(JSON.parse(printed)).keys.value).toEqual(expected);
    });
  }
});
