import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from './watchdog.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'server', 'dist', 'server.mjs');
const START_TIMEOUT_MS = 30_000;

export interface ServerOptions {
  readonly dataDir: string;
  /** 0: any free one. */
  readonly port: number;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ServerProcess {
  readonly baseUrl: string;
  /** What it says to the person who starts it. */
  readonly greeting: string;
  log(): string;
  /** Sends the signal and waits for the end; returns the exit code, or the signal that it was. */
  end(signal: NodeJS.Signals): Promise<string | number>;
}

/** Starts the built server and waits until it says that it is ready. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const { dataDir, port, args, env } = options;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', PROGRAM, ...args],
    { env: { ...env, DATA_DIR: dataDir, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  watch(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const closed = once(child, 'close');
  const baseUrl = await ready(
    child,
    () => stdout,
    () => stderr,
  );
  return {
    baseUrl,
    greeting: stdout,
    log: () => stderr,
    async end(signal) {
      child.kill(signal);
      const [code, killedBy] = await closed;
      return code ?? killedBy;
    },
  };
}

async function ready(
  child: ChildProcess,
  stdout: () => string,
  stderr: () => string,
): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    const [, baseUrl] = /^ready (\S+)\n$/m.exec(stdout()) ?? [];
    if (baseUrl !== undefined) return baseUrl;
    await sleep(5);
  }
  child.kill('SIGKILL');
  throw new Error(`the server did not start: ${stderr() || 'it said nothing'}`);
}
