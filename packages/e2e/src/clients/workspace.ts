import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Target } from '../target/target.ts';
import type { Client } from './client.ts';

const TIMEOUT_MS = 120_000;

export interface Run {
  /** 0 when all went well. */
  readonly code: number;
  /** Both streams, with line breaks and frames taken out: messages are wrapped to a width. */
  readonly output: string;
}

/** A module that a client has installed: the version it chose and where it lies. */
export interface InstalledModule {
  readonly version: string | undefined;
  readonly folder: string;
}

/** A root module in a folder of its own, and a client that knows nothing but this registry. */
export class Workspace {
  readonly #client: Client;
  readonly #folder: string;
  readonly #environment: Record<string, string>;

  private constructor(client: Client, folder: string, environment: Record<string, string>) {
    this.#client = client;
    this.#folder = folder;
    this.#environment = environment;
  }

  /** `token`: absent for the administrator's, null for none. */
  static async create(target: Target, client: Client, token?: string | null): Promise<Workspace> {
    const folder = await mkdtemp(join(tmpdir(), 'registry-client-'));
    const file = (name: string) => join(folder, name);
    await writeFile(file('terraformrc'), await target.cliConfig(token), { mode: 0o600 });
    const trust = target.certificate ? { SSL_CERT_FILE: file('trusted.pem') } : {};
    if (target.certificate) await writeFile(file('trusted.pem'), target.certificate);
    return new Workspace(client, folder, {
      PATH: '/usr/bin:/bin',
      HOME: folder,
      TF_CLI_CONFIG_FILE: file('terraformrc'),
      TF_DATA_DIR: file('.terraform'),
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      ...trust,
      ...(target.proxy && { HTTPS_PROXY: target.proxy }),
    });
  }

  /** What the client runs with; `add` puts more there. */
  get environment(): Readonly<Record<string, string>> {
    return this.#environment;
  }

  add(environment: Readonly<Record<string, string>>): void {
    Object.assign(this.#environment, environment);
  }

  async write(configuration: string): Promise<void> {
    await writeFile(join(this.#folder, 'main.tf'), configuration);
  }

  init(...options: readonly string[]): Promise<Run> {
    return this.run('init', '-input=false', '-no-color', ...options);
  }

  run(...args: readonly string[]): Promise<Run> {
    const options = { cwd: this.#folder, env: this.#environment, timeout: TIMEOUT_MS };
    return new Promise((done, reject) => {
      execFile(this.#client.program, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code !== 'number') return reject(error);
        done({ code, output: unwrap(`${stdout}\n${stderr}`) });
      });
    });
  }

  /** Applies, and gives back the root module's outputs. */
  async outputs(): Promise<Record<string, unknown>> {
    const applied = await this.run('apply', '-auto-approve', '-input=false', '-no-color');
    if (applied.code !== 0) throw new Error(applied.output);
    const state = JSON.parse(await readFile(join(this.#folder, 'terraform.tfstate'), 'utf8'));
    const { outputs } = State.parse(state);
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** What lies in `.terraform/modules`, by the path of the module call, e.g. `vpc.subnets`. */
  async installed(): Promise<Record<string, InstalledModule>> {
    const path = join(this.#folder, '.terraform', 'modules', 'modules.json');
    const { Modules } = Manifest.parse(JSON.parse(await readFile(path, 'utf8')));
    const modules = Modules.filter(({ Key }) => Key !== '');
    return Object.fromEntries(
      modules.map(({ Key, Version, Dir }) => [Key, { version: Version, folder: Dir }]),
    );
  }

  async filesOf(call: string): Promise<string[]> {
    const folder = (await this.installed())[call]?.folder ?? 'nothing-installed';
    return (await readdir(resolve(this.#folder, folder), { recursive: true })).sort();
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const Manifest = z.object({
  Modules: z.array(z.object({ Key: z.string(), Version: z.string().optional(), Dir: z.string() })),
});

const State = z.object({ outputs: z.record(z.string(), z.object({ value: z.unknown() })) });

function unwrap(text: string): string {
  return text.replaceAll(/[\s│╷╵]+/g, ' ').trim();
}
