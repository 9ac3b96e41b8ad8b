import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { watch } from '../../target/watchdog.ts';
import type { Invocation } from '../gateway/functions.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { watchMemory } from './memory.ts';
import type { Event, Said } from './messages.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

/** One process of a function; it works at one event at a time and stands still in between. */
export interface Instance {
  /** Never throws: what goes wrong is what the invocation ended with. */
  invoke(event: Event): Promise<Invocation>;
  /** False once it has ended; then it takes no event any more. */
  isAlive(): boolean;
  kill(): Promise<void>;
}

export function startInstance(
  fn: DeployedFunction,
  environment: Record<string, string>,
  log: (line: string) => void,
): Instance {
  // As Lambda starts Node.js: nine tenths of the memory are the heap's.
  const heap = `--max-old-space-size=${Math.floor(fn.memoryMb * 0.9)}`;
  const flags = [heap, '--max-http-header-size=81920', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, MAIN], {
    cwd: environment['LAMBDA_TASK_ROOT'],
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  watch(child);
  // That it cannot be told any more is seen by its end.
  child.on('error', () => {});
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', log);
  }
  let isAlive = true;
  child.once('exit', () => {
    isAlive = false;
  });
  let death: Invocation = { kind: 'error', type: 'Runtime.ExitError', message: 'Runtime exited' };
  const ended = once(child, 'exit').then(() => death);
  const die = (type: string, message: string) => {
    death = { kind: 'error', type, message };
    isAlive = false;
    child.kill('SIGKILL');
  };
  const endedWith = (outcome: Said | Invocation): Invocation => {
    if (outcome.kind === 'ready') return death;
    if (outcome.kind !== 'fatal') return outcome;
    isAlive = false;
    return { ...outcome, kind: 'error' };
  };
  const started = Promise.race([said(child), ended]);

  return {
    isAlive: () => isAlive,
    async invoke(event) {
      const ready = await started;
      // What could not be loaded is tried anew, by another process.
      if (ready.kind !== 'ready') return endedWith(ready);
      child.kill('SIGCONT');
      const forget = watchMemory(child.pid ?? 0, fn.memoryMb, () =>
        die('Runtime.OutOfMemory', `Runtime exited with error: signal: killed`),
      );
      const timer = setTimeout(() => {
        const seconds = fn.timeoutSeconds.toFixed(2);
        die('Sandbox.Timedout', `Task timed out after ${seconds} seconds`);
      }, fn.timeoutSeconds * 1000);
      const answered = said(child);
      child.send(event, () => {});
      const outcome = await Promise.race([answered, ended]);
      clearTimeout(timer);
      forget();
      // Between events nothing runs, timers and open connections included.
      child.kill('SIGSTOP');
      return endedWith(outcome);
    },
    async kill() {
      die('Runtime.ExitError', 'Runtime exited with error: signal: killed');
      await ended;
    },
  };
}

async function said(child: ChildProcess): Promise<Said> {
  const [message] = await once(child, 'message');
  return message;
}
