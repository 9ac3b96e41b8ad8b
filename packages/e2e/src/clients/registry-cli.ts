import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../target/target.ts';

const PROGRAM = join(import.meta.dirname, '../../../cli/dist/registry-cli.mjs');

/** Is registry-cli built? */
export const hasRegistryCli = existsSync(PROGRAM);

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built registry-cli with nothing around it but a registry and a token. */
export class RegistryCli {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #home: string;

  private constructor(home: string, environment: Record<string, string>) {
    this.#home = home;
    this.#environment = environment;
  }

  /**
   * `token`: absent for the administrator's, null for none. `environment` stands before its own, as
   * where it shares the home of a client.
   */
  static async create(
    target: Target,
    token?: string | null,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<RegistryCli> {
    const home = await mkdtemp(join(tmpdir(), 'registry-cli-'));
    const trusted = join(home, 'trusted.pem');
    if (target.certificate) await writeFile(trusted, target.certificate);
    const secret = token === undefined ? await target.adminToken() : token;
    return new RegistryCli(home, {
      PATH: '/usr/bin:/bin',
      HOME: home,
      REGISTRY_URL: target.baseUrl,
      ...(secret !== null && { REGISTRY_TOKEN: secret }),
      ...(target.certificate && { NODE_EXTRA_CA_CERTS: trusted }),
      ...(target.proxy && {
        NODE_USE_ENV_PROXY: '1',
        HTTPS_PROXY: target.proxy,
        NO_PROXY: '127.0.0.1',
      }),
      ...environment,
    });
  }

  run(...args: readonly string[]): Promise<CliRun> {
    const options = { cwd: this.#home, env: this.#environment };
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code !== 'number') return reject(error);
        resolve({ code, stdout, stderr });
      });
    });
  }

  /** A path in the folder that it runs in. */
  path(name: string): string {
    return join(this.#home, name);
  }

  async remove(): Promise<void> {
    await rm(this.#home, { recursive: true, force: true });
  }
}
