import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UnavailableError } from '@registry/domain';
import { type Answer, isAnswer, type Question, type Report } from './worker-messages.ts';

const MAX_PARSE_MS = 15_000;
const IDLE_MS = 30_000;

export type ConfigurationParser = (question: Question) => Promise<Report>;

export interface ParserSettings {
  /** The built `hcl-worker.ts`, or the source itself. */
  readonly hclWorker: URL;
  /** What Node needs to start where the worker runs; nothing of it is read otherwise. */
  readonly workerEnvironment?: Readonly<Record<string, string>>;
  readonly maxParseMs?: number;
  /** After so long without a question the worker ends. */
  readonly idleMs?: number;
}

/**
 * Asks a worker process, one question at a time. The first question starts it; it ends when it is
 * spent, does not come to an end, or nobody has asked for a while. Throws an UnavailableError when
 * the process cannot start or is killed.
 *
 * A process and not a thread: a thread that ends leaves 60 to 90 MB with the registry.
 */
export function createConfigurationParser(settings: ParserSettings): ConfigurationParser {
  const { maxParseMs = MAX_PARSE_MS, idleMs = IDLE_MS } = settings;
  let worker: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const dismiss = () => {
    worker?.kill('SIGKILL');
    worker = undefined;
  };

  const ask = async (question: Question): Promise<Report> => {
    clearTimeout(idle);
    if (worker === undefined || !worker.connected) worker = startWorker(settings);
    hold(worker);
    try {
      const { report, spent } = await answerOf(worker, question, maxParseMs);
      if (spent) dismiss();
      return report;
    } catch (error) {
      dismiss();
      throw error;
    } finally {
      if (worker !== undefined) release(worker);
      idle = setTimeout(dismiss, idleMs).unref();
    }
  };

  return (question) => {
    const turn = last.then(() => ask(question));
    last = turn.catch(() => undefined);
    return turn;
  };
}

function startWorker({ hclWorker, workerEnvironment = {} }: ParserSettings): ChildProcess {
  return fork(fileURLToPath(hclWorker), {
    // It parses what strangers send, so it gets none of our settings and secrets; and what Go
    // prints when it dies is nothing for our log.
    env: { ...workerEnvironment },
    execArgv: ['--max-old-space-size=256'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Ctrl-C at the registry's terminal would end it before it can say that it minds.
    detached: true,
  }).on('error', () => {});
}

/** While somebody waits for it, the worker keeps the registry alive; not afterwards. */
function hold(worker: ChildProcess): void {
  worker.ref();
  worker.channel?.ref();
}

function release(worker: ChildProcess): void {
  worker.unref();
  worker.channel?.unref();
}

function answerOf(worker: ChildProcess, question: Question, maxMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => {
      clearTimeout(timeout);
      worker.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      action();
    };
    const onMessage = (message: unknown) => {
      if (isAnswer(message)) settle(() => resolve(message));
    };
    const onEnd = () =>
      settle(() =>
        reject(new UnavailableError('The configuration cannot be parsed now; try again.')),
      );
    const timeout = setTimeout(() => {
      const report = { faults: [`it takes more than ${maxMs / 1000} seconds to parse.`] };
      settle(() => resolve({ report, spent: true }));
    }, maxMs);
    worker.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
    worker.send(question, (error) => {
      if (error !== null) onEnd();
    });
  });
}
