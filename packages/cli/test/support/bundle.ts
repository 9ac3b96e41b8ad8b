import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';

const PACKAGE = resolve(import.meta.dirname, '../..');
const ENTRIES = {
  'registry-cli': 'src/main.ts',
  'terraform-credentials-registry': 'src/credentials-helper/main.ts',
};

/** The programs as people get them, bundled anew for the tests of a file. */
export function useBundle() {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-bundle-'));
    const tool = join(PACKAGE, '../../scripts/lib/bundle.ts');
    const entries = Object.entries(ENTRIES).map(([name, path]) => `${name}=${join(PACKAGE, path)}`);
    await promisify(execFile)(process.execPath, [tool, 'program', ...entries], { cwd: folder });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    program: (name: keyof typeof ENTRIES) => join(folder, 'dist', `${name}.mjs`),
  };
}
