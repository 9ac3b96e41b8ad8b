import { join } from 'node:path';
import type { AtEnd } from '../processes/at-end.ts';
import { ask } from '../processes/ipc.ts';
import { startProcess } from '../processes/start-process.ts';
import { isLoadResult, type LoadOrder, type LoadResult } from './order.ts';

export type LoadGenerator = (order: LoadOrder) => Promise<LoadResult>;

/** Starts a process that makes requests; an Error where one of them is refused. */
export function startLoadGenerator(atEnd: AtEnd): LoadGenerator {
  const worker = startProcess(atEnd, [join(import.meta.dirname, 'worker.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return async (order) => {
    const result = await ask(worker, order);
    if (!isLoadResult(result)) throw new Error('The load generator gave no result.');
    if (result.failures === 0 && result.requests > 0) return result;
    throw new Error(`${result.failures} of the requests to ${order.url} failed.`);
  };
}
