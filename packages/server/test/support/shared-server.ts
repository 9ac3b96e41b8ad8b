import { afterAll, beforeAll } from 'vitest';
import { type LaunchOptions, type RunningServer, startServer } from './server-process.ts';

/** One server for all tests of a file, for those that leave nothing behind. */
export function sharedServer(options: LaunchOptions = {}): () => RunningServer {
  const undo: (() => Promise<void>)[] = [];
  let server: RunningServer | undefined;
  beforeAll(async () => {
    server = await startServer(options, (work) => undo.push(work));
  });
  afterAll(async () => {
    for (const work of undo.toReversed()) await work();
  });
  return () => {
    if (server === undefined) throw new Error('the server has not started');
    return server;
  };
}
