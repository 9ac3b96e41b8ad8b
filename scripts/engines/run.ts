import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { EngineError } from './engine.ts';
import { interruption } from './interruption.ts';

const TAIL_LINES = 6;

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly log: string;
}

/**
 * Runs a step of a build. Everything it prints goes to the end of the log file, and comes back.
 *
 * @throws EngineError when it cannot start or does not end with 0.
 */
export async function run(command: Command): Promise<string> {
  const words = [command.program, ...command.args].join(' ');
  const log = createWriteStream(command.log, { flags: 'a' });
  const printed: Buffer[] = [];
  log.write(`\n$ cd ${command.cwd}\n$ ${words}\n`);
  const code = await new Promise<number | string>((resolve) => {
    const child = spawn(command.program, command.args, {
      cwd: command.cwd,
      env: { ...process.env, ...command.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: interruption.signal,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        log.write(chunk);
        printed.push(chunk);
      });
    }
    let failure: string | undefined;
    child.on('error', (error) => {
      failure = interruption.signal.aborted ? 'an interruption' : error.message;
    });
    // After 'error' too, and only now is nothing written to the log any more.
    child.on('close', (exit, signal) => resolve(failure ?? exit ?? signal ?? 'no exit code'));
  });
  await new Promise<void>((resolve) => log.end(`$ ended with ${code}\n`, resolve));
  if (code !== 0) {
    throw new EngineError(`"${words.slice(0, 60)} …" ended with ${code}`);
  }
  return Buffer.concat(printed).toString('utf8');
}

/** The last lines of a log, for the machine where nobody can open the file any more (CI). */
export function tail(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES);
  return lines.map((line) => `  | ${line.slice(0, 300)}`).join('\n');
}
