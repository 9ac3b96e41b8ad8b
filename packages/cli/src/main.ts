import { EXIT_CODES } from './errors.ts';
import { errorCode } from './file-system-errors.ts';
import { createProcessSystem } from './process-system.ts';
import { hideExperimentalWarnings } from './quiet-warnings.ts';
import { run } from './run.ts';

hideExperimentalWarnings(process);
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

process.exitCode = await run(
  process.argv.slice(2),
  createProcessSystem(process, interruption.signal),
);
// What is still under way after Ctrl-C is of no use to anybody.
if (interruption.signal.aborted) process.exit();
