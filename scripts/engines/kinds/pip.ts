import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../engine.ts';
import { run } from '../run.ts';
import type { Build } from './build.ts';

/** Installs fully pinned requirements into a virtual environment of its own. */
export async function buildPip(build: Build): Promise<void> {
  const program = 'python3';
  const step = { cwd: build.into, log: build.log };
  const probe = 'import sys, venv, ensurepip; assert sys.version_info >= (3, 10), sys.version';
  await run({ ...step, program, args: ['-c', probe] }).catch(() => {
    throw new EngineError(
      'python3 is older than 3.10 or lacks its venv module (Debian: apt install python3-venv)',
    );
  });
  await run({ ...step, program, args: ['-m', 'venv', build.into] });
  await run({
    ...step,
    program: join(build.into, 'bin/python'),
    args: [
      '-m',
      'pip',
      'install',
      '--disable-pip-version-check',
      '--no-deps',
      `--requirement=${join(build.recipe, 'requirements.txt')}`,
    ],
  });
  moveScripts(join(build.into, 'bin'), build.into, build.folder);
}

/** Scripts of a virtual environment carry its path in their first line; it is about to be renamed. */
function moveScripts(bin: string, from: string, to: string): void {
  for (const entry of readdirSync(bin, { withFileTypes: true })) {
    const path = join(bin, entry.name);
    const isScript = entry.isFile() && statSync(path).size < 100_000;
    const before = isScript ? readFileSync(path, 'utf8') : '';
    if (before.includes(from)) {
      writeFileSync(path, before.replaceAll(from, to));
    }
  }
}
