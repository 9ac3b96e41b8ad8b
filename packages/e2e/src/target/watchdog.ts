import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Kills `child` when this process is gone, however that happened: then the pipe to the watchdog
 * breaks. Nothing is left running by tests that were themselves killed.
 */
export function watch(child: ChildProcess): void {
  const dog = spawn('sh', ['-c', 'cat >/dev/null; kill -KILL "$0" 2>/dev/null', `${child.pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  dog.unref();
  child.once('exit', () => {
    dog.kill('SIGKILL');
    dog.stdin?.destroy();
  });
}
