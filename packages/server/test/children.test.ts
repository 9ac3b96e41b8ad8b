import { expect, it } from 'vitest';
import { childrenOf, isAlive } from './support/children.ts';
import { Publication } from './support/publish.ts';
import { startServer } from './support/server-process.ts';

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
