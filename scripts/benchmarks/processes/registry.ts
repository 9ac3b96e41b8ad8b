import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AtEnd } from './at-end.ts';
import { builtServer, ROOT } from './builds.ts';
import { firstLine } from './first-line.ts';
import { startProcess } from './start-process.ts';
import { tempFolder } from './temp-folder.ts';

/** Those of `scripts/start`. */
const FLAGS = join(ROOT, 'scripts/lib/server-flags');

export interface Registry {
  readonly pid: number;
  readonly baseUrl: string;
  /** The administrator's. */
  readonly token: string;
  /** A CLI configuration that holds the token. */
  readonly cliConfigFile: string;
}

/** The built server as `scripts/start` runs it, over a new folder, its log in a file. */
export async function startRegistry(atEnd: AtEnd): Promise<Registry> {
  const program = await builtServer();
  const folder = await tempFolder(atEnd);
  const dataDir = join(folder, 'data');
  const log = await open(join(folder, 'log'), 'w');
  const flags = (await readFile(FLAGS, 'utf8')).trim().split('\n');
  const child = startProcess(atEnd, [...flags, program, '--no-examples'], {
    env: { PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', log.fd],
  });
  await log.close();
  const baseUrl = await firstLine(child, /^ready (\S+)\n/m);
  if (child.pid === undefined) throw new Error('the server has no process');
  return {
    pid: child.pid,
    baseUrl,
    token: (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim(),
    cliConfigFile: join(dataDir, 'terraformrc'),
  };
}
