import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AtEnd } from './at-end.ts';

/** Starts Node on a program of its own; it ends with the part, and with the benchmark. */
export function startProcess(
  atEnd: AtEnd,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const child = spawn(process.execPath, [...args], options);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  atEnd(async () => {
    process.off('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    kill();
    await ended;
  });
  return child;
}
