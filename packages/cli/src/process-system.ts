import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from './system.ts';

/** The real surroundings, for the programs' entries. What is costly to open is opened when used. */
export function createProcessSystem(process: NodeJS.Process, signal: AbortSignal): System {
  const { env } = process;
  const now = () => new Date();
  return {
    env,
    cwd: process.cwd(),
    home: homedir(),
    tmp: tmpdir(),
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    // Looked up here and not above: it loads Node's HTTP client.
    fetch: async (input, init) => fetch(input, init),
    now,
    sleep: async (milliseconds, until) => {
      await sleep(milliseconds, undefined, { signal: until });
    },
    random: Math.random,
    awsSigner: async () => (await import('./tokens/aws-signer.ts')).findAwsSigner({ env, now }),
    program: {
      node: process.execPath,
      // Beside this file, once both are bundled.
      helper: join(import.meta.dirname, 'terraform-credentials-registry.mjs'),
    },
    signal,
  };
}
