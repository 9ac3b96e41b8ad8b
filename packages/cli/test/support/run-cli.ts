import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { run } from '../../src/run.ts';
import type { AwsSigner, System } from '../../src/system.ts';

export interface Surroundings {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  readonly now?: Date;
  readonly fetch?: typeof fetch;
  /** Absent: the machine has no AWS credentials. */
  readonly awsSigner?: AwsSigner;
}

/** Stands for the bundled helper where nobody starts it. */
const HELPER = resolve(import.meta.dirname, '../../src/credentials-helper/main.ts');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds that the program wanted to wait between attempts. */
  readonly pauses: readonly number[];
}

/** A person's machine: a home, a working folder and a place for temporary files, all empty. */
export class Machine {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<Machine> {
    const machine = new Machine(await mkdtemp(join(tmpdir(), 'cli-test-')));
    onTestFinished(() => rm(machine.root, { recursive: true, force: true }));
    for (const folder of [machine.home, machine.cwd, machine.tmp]) {
      await mkdir(folder, { recursive: true });
    }
    return machine;
  }

  get home(): string {
    return join(this.root, 'home');
  }

  get cwd(): string {
    return join(this.root, 'work', 'project');
  }

  get tmp(): string {
    return join(this.root, 'tmp');
  }

  /** Writes files below the root of the machine. */
  async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.root, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  }

  /** The surroundings of a program that runs here and waits for nothing. */
  system(
    surroundings: Surroundings = {},
    streams: Pick<System, 'stdout' | 'stderr'> = {
      stdout: new PassThrough(),
      stderr: new PassThrough(),
    },
    pauses: number[] = [],
  ): System {
    return {
      env: surroundings.env ?? {},
      cwd: this.cwd,
      home: this.home,
      tmp: this.tmp,
      stdin: Readable.from([Buffer.from(surroundings.stdin ?? '')]),
      ...streams,
      fetch: surroundings.fetch ?? fetch,
      now: () => surroundings.now ?? new Date('2026-01-01T00:00:00Z'),
      sleep: async (milliseconds, signal) => {
        pauses.push(milliseconds);
        await sleep(0, undefined, { signal });
      },
      random: () => 0.5,
      program: { node: process.execPath, helper: HELPER },
      awsSigner: async () => surroundings.awsSigner,
      signal: surroundings.signal ?? new AbortController().signal,
    };
  }

  /** Runs a command line here. */
  async run(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
    const stdout = Object.assign(new PassThrough(), { isTTY: surroundings.terminal ?? false });
    const stderr = Object.assign(new PassThrough(), { isTTY: surroundings.terminal ?? false });
    const said = Promise.all([text(stdout), text(stderr)]);
    const pauses: number[] = [];
    const code = await run(args, this.system(surroundings, { stdout, stderr }, pauses));
    stdout.end();
    stderr.end();
    const [out, err] = await said;
    return { code, stdout: out, stderr: err, pauses };
  }

  /** What is left in the folder for temporary files. */
  async leftovers(): Promise<string[]> {
    return readdir(this.tmp);
  }
}
