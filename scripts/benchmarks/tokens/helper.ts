import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AtEnd } from '../processes/at-end.ts';
import { ROOT } from '../processes/builds.ts';
import { startRegistry } from '../processes/registry.ts';
import { run } from '../processes/run.ts';
import { tempFolder } from '../processes/temp-folder.ts';

/** Runs a program once, to its end. */
export type RunOnce = () => Promise<unknown>;

/** The credentials helper as terraform calls it, with a token that it has; and a script that is empty. */
export async function installHelper(atEnd: AtEnd): Promise<{ helper: RunOnce; empty: RunOnce }> {
  const registry = await startRegistry(atEnd);
  await run('pnpm', ['exec', 'turbo', 'run', 'build', '--filter=@registry/cli'], { cwd: ROOT });
  const home = await tempFolder(atEnd);
  const env = {
    HOME: home,
    PATH: process.env['PATH'],
    REGISTRY_URL: registry.baseUrl,
    REGISTRY_TOKEN: registry.token,
  };
  const cli = join(ROOT, 'packages/cli/dist/registry-cli.mjs');
  await run(process.execPath, [cli, 'credentials-helper', 'install'], { env });
  // What terraform gives it is what stands in the block that was just written.
  const block = await readFile(join(home, '.terraformrc'), 'utf8');
  const args = [...block.matchAll(/"(--[^"]+)"/g)].map(([, arg = '']) => arg);
  const program = join(home, '.terraform.d/plugins/terraform-credentials-registry');
  const { host } = new URL(registry.baseUrl);
  const nothing = join(home, 'empty.mjs');
  await writeFile(nothing, '');
  const get = () => run(program, [...args, 'get', host], { env });
  // The first one gets the token, the others find it.
  if (!(await get()).includes('"token"')) throw new Error('the helper gave no token');
  return { helper: get, empty: () => run(process.execPath, [nothing], { env }) };
}
