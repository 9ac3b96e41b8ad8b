import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Script } from './pipeline-file.ts';

export interface ScriptRun {
  readonly code: number;
  readonly output: string;
}

/** Runs a step or a job in a folder with `files` in it, as its runner does: `bash -e`. */
export async function runScript(
  { run, env }: Script,
  runner: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Promise<ScriptRun> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-ci-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    const { PATH = '', HOME = '' } = process.env;
    const options = { cwd: folder, env: { PATH, HOME, CI: 'true', ...runner, ...env } };
    return await new Promise((resolve, reject) => {
      execFile('bash', ['-e', '-o', 'pipefail', '-c', run], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code !== 'number') return reject(error);
        resolve({ code, output: `${stdout}${stderr}` });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
