import { homedir, tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT_CODES } from './errors.ts';
import { errorCode } from './file-system-errors.ts';
import { run } from './run.ts';

const interruption = new AbortController();
// The first Ctrl-C lets the command clean up, the second one ends it as it is.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort());
}
process.stdout.on('error', (error) => {
  // `registry-cli versions … | head -1` closes the pipe early, and that is no fault.
  if (errorCode(error) === 'EPIPE') process.exit();
  process.stderr.write(`error: The output cannot be written (${error.message}).\n`);
  process.exit(EXIT_CODES.failed);
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  home: homedir(),
  tmp: tmpdir(),
  // Opened when it is read: most commands never do.
  stdin: {
    [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator](),
  },
  stdout: process.stdout,
  stderr: process.stderr,
  fetch,
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
  random: Math.random,
  signal: interruption.signal,
});
// What is still under way after Ctrl-C is of no use to anybody.
if (interruption.signal.aborted) process.exit();
