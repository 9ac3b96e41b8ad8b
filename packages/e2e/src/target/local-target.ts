import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate.ts';
import { renderCliConfig } from './cli-config.ts';
import { Evidence } from './evidence.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import type { Target } from './target.ts';

/** The built server over a folder of its own, which may be killed and started again. */
export interface LocalTarget extends Target {
  /** What it said when it was started. */
  greeting(): string;
  signingKey(): Promise<KeyObject>;
  /** Ends the process at once, wherever it is. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and the same port. */
  restart(): Promise<void>;
}

export interface LocalOptions {
  readonly tls?: boolean;
  readonly examples?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startLocalTarget(options: LocalOptions = {}): Promise<LocalTarget> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-e2e-'));
  const dataDir = join(folder, 'data');
  const certificate = options.tls ? await makeCertificate(folder) : undefined;
  const args = [
    ...(options.examples ? [] : ['--no-examples']),
    ...(certificate ? ['--tls-cert', certificate.certFile, '--tls-key', certificate.keyFile] : []),
  ];
  const evidence = new Evidence();
  const runs: ServerProcess[] = [];

  const start = async (port: number) => {
    runs.push(await startServerProcess({ dataDir, port, args, env: options.env ?? {} }));
  };
  const current = () => {
    const run = runs.at(-1);
    if (run === undefined) throw new Error('the server was never started');
    return run;
  };
  await start(0);
  const { baseUrl } = current();
  const adminToken = async () =>
    evidence.token((await readFile(join(dataDir, 'admin-token'), 'utf8')).trim());

  return {
    baseUrl,
    ...(certificate && { certificate: await readFile(certificate.certFile, 'utf8') }),
    evidence,
    adminToken,
    async cliConfig(token) {
      await adminToken();
      return token === undefined
        ? readFile(join(dataDir, 'terraformrc'), 'utf8')
        : renderCliConfig(baseUrl, token);
    },
    corruptPackage: (sha256) => flipByte(join(dataDir, 'packages', sha256.slice(0, 2), sha256)),
    logs: () => runs.map((run) => run.log()).join(''),
    greeting: () => current().greeting,
    signingKey: async () => createPrivateKey(await readFile(join(dataDir, 'signing-key.pem'))),
    async kill() {
      await current().end('SIGKILL');
    },
    restart: () => start(Number(new URL(baseUrl).port)),
    async stop() {
      const code = await current().end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the server ended with ${code}: ${current().log()}`);
    },
  };
}

async function flipByte(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const place = Math.floor(size / 2);
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, place);
    await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, place);
  } finally {
    await file.close();
  }
}
