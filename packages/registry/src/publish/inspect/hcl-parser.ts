import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HclAnswer, HclQuestion } from './hcl-worker.ts';

const MAX_PARSE_MS = 20_000;
const IDLE_MS = 30_000;

export type HclParser = (question: HclQuestion) => Promise<HclAnswer>;

/**
 * Asks a worker thread, one question at a time. A worker that dies of an input, or does not come
 * to an end with it, is replaced; one that nobody needs any more ends, and its memory with it.
 */
export function createHclParser(workerFile: URL): HclParser {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const dismiss = () => {
    worker?.terminate();
    worker = undefined;
  };

  const ask = async (question: HclQuestion): Promise<HclAnswer> => {
    clearTimeout(idle);
    worker ??= new Worker(workerFile, { stdout: true, stderr: true });
    const answer = await answerOf(worker, question);
    if (answer === undefined) dismiss();
    worker?.unref();
    idle = setTimeout(dismiss, IDLE_MS).unref();
    return answer ?? { fault: 'it is nested too deeply, or takes too long to parse' };
  };

  return (question) => {
    const turn = last.then(() => ask(question));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** `undefined` when the worker dies or does not answer in time. */
async function answerOf(worker: Worker, question: HclQuestion): Promise<HclAnswer | undefined> {
  const over = new AbortController();
  const timeout = setTimeout(() => over.abort(), MAX_PARSE_MS);
  worker.ref();
  worker.postMessage(question);
  try {
    const answered = once(worker, 'message', { signal: over.signal });
    const died = once(worker, 'exit', { signal: over.signal }).then(() => []);
    const [answer] = await Promise.race([answered, died]);
    return answer;
  } catch {
    // An "error" event of the worker, or our own time-out.
    return undefined;
  } finally {
    clearTimeout(timeout);
    over.abort();
  }
}
