import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const exec = promisify(execFile);

/** What the functions and the module are made from. */
const SOURCES = ['package.json', 'packages', 'pnpm-lock.yaml', 'scripts', 'terraform'];
const FUNCTIONS = {
  registry: ['read', 'publish', 'access'],
  authorizer: ['authorizer'],
  'token-issuer': ['token-issuer'],
};
const MADE = new Set(['node_modules', 'dist', 'lambdas', '.turbo', '.terraform']);

test('the zips of the functions and the module around them are the same bytes, wherever and whenever they are made', async ({
  expect,
  onTestFinished,
}) => {
  const scratch = await mkdtemp(join(tmpdir(), 'registry-bytes-'));
  onTestFinished(() => rm(scratch, { recursive: true, force: true }));
  // As deep as each other: bundles name what is installed, which here is shared, by the way to it.
  const made = await Promise.all([
    makeRelease(join(scratch, 'a'), 'Pacific/Kiritimati'),
    makeRelease(join(scratch, 'another-place'), 'America/Los_Angeles'),
  ]);
  expect(Object.keys(made[0])).toHaveLength(6);
  expect(made[0]).toEqual(made[1]);
});

/** Digests of all zips and of the package, made in a copy of the checkout. */
async function makeRelease(folder: string, zone: string): Promise<Record<string, string>> {
  await copySources(folder);
  const env = { ...process.env, TZ: zone };
  const node = (cwd: string, ...args: readonly string[]) =>
    exec(process.execPath, [...args], { cwd, env });
  const zips: string[] = [];
  for (const [name, functions] of Object.entries(FUNCTIONS)) {
    const home = join(folder, 'packages', name);
    const { scripts } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
    await node(home, ...String(scripts.build).split(' ').slice(1));
    zips.push(...functions.map((key) => `${key}=${join(home, 'dist', key)}`));
  }
  const lambdas = join(folder, 'terraform/lambdas');
  await node(folder, 'scripts/lib/zip-lambda.ts', lambdas, ...zips);
  const names = zips.map((zip) => zip.split('=')[0] ?? '');
  await Promise.all(names.map((name) => rm(join(lambdas, `${name}.maps.zip`))));
  const file = join(folder, 'module.tar.gz');
  await node(folder, 'scripts/release/pack-module.ts', file);
  const files = [...names.map((name) => join(lambdas, `${name}.zip`)), file];
  const digests = files.map(async (path) => [
    basename(path),
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ]);
  return Object.fromEntries(await Promise.all(digests));
}

/** Copies what is written by people, and links to what is installed. */
async function copySources(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of SOURCES) {
    await cp(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (path) => !MADE.has(basename(path)),
    });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const name of ['aws', 'domain', 'http', ...Object.keys(FUNCTIONS)]) {
    const installed = join(ROOT, 'packages', name, 'node_modules');
    const own = join(folder, 'packages', name, 'node_modules');
    // The links to packages of ours lead into this copy, since they are relative.
    await cp(installed, own, { recursive: true, verbatimSymlinks: true });
  }
}
