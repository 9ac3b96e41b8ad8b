import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AtEnd, tempFolder } from './temp-folder.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'server.mjs');

const FLAGS = ['--disable-warning=ExperimentalWarning'];

export interface LaunchOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** A command that runs the command behind it. */
  readonly through?: readonly string[];
}

/** The built server as a process of its own, with nothing of our environment in it. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  stdout = '';
  stderr = '';

  constructor(options: LaunchOptions, atEnd: AtEnd = onTestFinished) {
    const { env = {}, args = [], through = [] } = options;
    const command = [...through, process.execPath, ...FLAGS, PROGRAM, ...args];
    this.#child = spawn(command[0] ?? '', command.slice(1), {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, as a program has that was started at a terminal.
      detached: true,
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      this.stdout += chunk;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.stderr += chunk;
    });
    this.#ended = once(this.#child, 'close');
    atEnd(async () => {
      this.#child.kill('SIGKILL');
      await this.#ended;
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the server was not started');
    return this.#child.pid;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** What Ctrl-C does: the signal goes to the server and to everything that it has started. */
  killGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** How it ended: the exit code, or the signal that ended it. */
  async ended(): Promise<unknown> {
    const [code, signal] = await this.#ended;
    return code ?? signal;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async ready(): Promise<string> {
    for (;;) {
      const [, baseUrl] = /^ready (\S+)\n$/m.exec(this.stdout) ?? [];
      if (baseUrl !== undefined) return baseUrl;
      if (this.hasEnded) throw new Error(`the server did not start: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

export interface RunningServer {
  readonly process: ServerProcess;
  readonly baseUrl: string;
  readonly port: number;
  readonly dataDir: string;
  token(): Promise<string>;
}

/** A server that is ready, on a free port and, unless `env` says otherwise, a new data folder. */
export async function startServer(
  options: LaunchOptions = {},
  atEnd: AtEnd = onTestFinished,
): Promise<RunningServer> {
  const dataDir = options.env?.['DATA_DIR'] ?? join(await tempFolder(atEnd), 'data');
  const launched = {
    ...options,
    args: options.args ?? ['--no-examples'],
    env: { PORT: '0', ...options.env, DATA_DIR: dataDir },
  };
  const server = new ServerProcess(launched, atEnd);
  const baseUrl = await server.ready();
  return {
    process: server,
    baseUrl,
    port: Number(new URL(baseUrl).port),
    dataDir,
    token: async () => (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim(),
  };
}
