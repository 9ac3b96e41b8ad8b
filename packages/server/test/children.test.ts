import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { Publication } from './support/publish.ts';
import { startServer } from './support/server-process.ts';

/** The processes that `pid` has started. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'leaves no process behind that looked at a package, when it ends by %s',
  async (signal) => {
    const server = await startServer();
    await (await Publication.pack(server, 'acme/vpc/aws/1.0.0')).publish();
    const children = childrenOf(server.process.pid);
    server.process.kill(signal);
    await server.process.ended();
    await expect.poll(() => children.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  },
);
