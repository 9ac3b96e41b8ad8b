/**
 * Writes generated/schema.json, what version 6 of the AWS provider has of all that `terraform/` uses:
 * `node scripts/terraform/provider-6/write.ts`, after something new is used. The provider itself is
 * not asked: its schema is read from the bindings that CDKTF has generated from it, a package of
 * 35 MB that is downloaded for this and kept nowhere.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readBindings } from './read-bindings.ts';
import type { ResourceType, Schema } from './schema.ts';
import { allUses, type Body } from './uses.ts';

const BINDINGS = '@cdktf/provider-aws@21.22.1';
/** As the package's registry states it. */
const SHA512 =
  'BuSHeaQFUL9l33pBzIMRT7cTQ69AM2mLtijjteCPhVQRmvuhuj9Lvfymf7knAMhYqAT6+Lrls9jiGVW/Us3zrQ==';

const run = promisify(execFile);

const bodies = new Map<string, Body[]>();
for (const { blocks } of await allUses()) {
  for (const { type, body } of blocks) bodies.set(type, [...(bodies.get(type) ?? []), body]);
}

const scratch = await mkdtemp(join(tmpdir(), 'registry-provider-6-'));
try {
  const { stdout } = await run('npm', ['pack', BINDINGS, '--silent'], { cwd: scratch });
  const archive = join(scratch, stdout.trim());
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (digest !== SHA512) throw new Error(`${BINDINGS} is not the package that was looked at.`);
  await run('tar', ['xzf', archive, 'package/lib'], { cwd: scratch });

  const types: Record<string, ResourceType> = {};
  let provider = '';
  for (const type of [...bodies.keys()].sort()) {
    const folder = type
      .replace('data.', 'data-')
      .replace(/(?<!data-)\baws_/, '')
      .replaceAll('_', '-');
    const read = (file: string) => readFile(join(scratch, 'package/lib', folder, file), 'utf8');
    const bindings = { code: await read('index.js'), types: await read('index.d.ts') };
    types[type] = readBindings(bindings, bodies.get(type) ?? []);
    provider = /hashicorp\/aws\/([\d.]+)\/docs/.exec(bindings.types)?.[1] ?? provider;
  }
  const schema: Schema = { provider, types };
  const path = join(import.meta.dirname, 'generated/schema.json');
  await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
