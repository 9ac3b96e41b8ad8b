import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RunningEngine {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  dispose(): Promise<void>;
}

export interface EngineCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

const START_TIMEOUT_MS = 60_000;
const ATTEMPTS = 3;

/**
 * Starts an engine on a free port of 127.0.0.1 and waits until it answers. It dies with this
 * process, and its scratch folder with it. Another process may take the port in between, in
 * which case the engine ends at once and is started again on another.
 */
export async function startEngine(
  name: string,
  command: (port: number, scratch: string) => EngineCommand,
): Promise<RunningEngine> {
  const faults: string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = await freePort();
    const scratch = await mkdtemp(join(tmpdir(), `registry-${name}-`));
    const process = supervise(scratch, command(port, scratch));
    const endpoint = `http://127.0.0.1:${port}`;
    const fault = await startUpFault(process, endpoint);
    if (fault === undefined) return { endpoint, dispose: () => end(process) };
    faults.push(fault);
    await end(process);
  }
  throw new Error(`${name} did not start: ${faults.join('\n')}`);
}

function supervise(scratch: string, { program, args, cwd }: EngineCommand): ChildProcess {
  const supervisor = join(import.meta.dirname, 'supervise.sh');
  return spawn('sh', [supervisor, scratch, program, ...args], {
    cwd: cwd ?? scratch,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

async function startUpFault(process: ChildProcess, endpoint: string): Promise<string | undefined> {
  let complaints = '';
  process.stderr?.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk}`.slice(-2000);
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (process.exitCode !== null) return `it ended with ${process.exitCode}: ${complaints}`;
    if (await answers(endpoint)) return undefined;
    await sleep(50);
  }
  return `it gave no answer at ${endpoint} in ${START_TIMEOUT_MS / 1000} s: ${complaints}`;
}

/** Any answer will do, a refusal too: it comes from an engine that is up. */
async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const ended = new Promise((resolve) => process.once('exit', resolve));
  process.stdin?.end();
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
