import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinProvider } from './aws-provider.ts';
import { isSource, TERRAFORM_FOLDER } from './folders.ts';
import { expectCode, openTool, type Run } from './tool.ts';

export interface RootSettings {
  /** Within `terraform/`: `examples/minimal`, `modules/store`. */
  readonly folder: string;
  /** A client of scripts/engines; `terraform` is the PATH's. */
  readonly tool: string;
  /** The emulator, `http://127.0.0.1:PORT`; not needed by commands that ask nothing of AWS. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A root module in a folder of its own, initialised; its state is a file beside it. */
export interface Root {
  /** Where the copy of the root lies; the copy of `terraform/` around it may be changed. */
  readonly folder: string;
  /** Brings AWS to what the root says; an Error with the tool's words where it cannot. */
  apply(): Promise<void>;
  /** The plan as `show -json` gives it. */
  plan(): Promise<unknown>;
  /** Whether a plan would change nothing; `undefined` if so, else the plan for people. */
  drift(): Promise<string | undefined>;
  planIsEmpty(): Promise<boolean>;
  destroy(): Promise<void>;
  /** The state as `show -json` gives it. */
  show(): Promise<unknown>;
  /** The values of the outputs by name. */
  outputs(): Promise<unknown>;
  /** Any command of the tool, whatever its exit code. */
  readonly run: (...args: readonly string[]) => ReturnType<Run>;
  /** Removes the copy, not what was applied. */
  dispose(): Promise<void>;
}

/**
 * Copies `terraform/` apart, so that neither state nor plugins land in the checkout, and makes one
 * of its folders ready to be applied to an emulator.
 */
export async function openRoot(settings: RootSettings): Promise<Root> {
  const scratch = await mkdtemp(join(tmpdir(), 'registry-terraform-'));
  const copy = join(scratch, 'terraform');
  await cp(TERRAFORM_FOLDER, copy, { recursive: true, filter: isSource });
  const folder = join(copy, settings.folder);
  const runTool = await openTool({ ...settings, scratch });
  const run = (...args: readonly string[]) => runTool(folder, ...args);
  const variables = Object.entries(settings.variables ?? {}).map(([name, value]) =>
    typeof value === 'string' ? `-var=${name}=${value}` : `-var=${name}=${JSON.stringify(value)}`,
  );
  const done = async (codes: readonly number[], ...args: readonly string[]) => {
    const what = `${settings.tool} ${args[0]} of ${settings.folder}`;
    return expectCode(await run(...args), what, codes);
  };
  const change = ['-input=false', '-no-color', ...variables];

  await pinProvider(folder);
  await done([0], 'init', '-input=false', '-no-color');

  const drift = async () => {
    const printed = await run('plan', '-detailed-exitcode', ...change);
    const text = expectCode(printed, `${settings.tool} plan of ${settings.folder}`, [0, 2]);
    return printed.code === 0 ? undefined : text;
  };
  return {
    folder,
    run,
    drift,
    planIsEmpty: async () => (await drift()) === undefined,
    apply: async () => {
      await done([0], 'apply', '-auto-approve', ...change);
    },
    plan: async () => {
      await done([0], 'plan', '-out=saved.tfplan', ...change);
      return JSON.parse(await done([0], 'show', '-json', 'saved.tfplan'));
    },
    destroy: async () => {
      await done([0], 'destroy', '-auto-approve', ...change);
    },
    show: async () => JSON.parse(await done([0], 'show', '-json')),
    outputs: async () => valuesOf(JSON.parse(await done([0], 'output', '-json'))),
    dispose: () => rm(scratch, { recursive: true, force: true }),
  };
}

function valuesOf(outputs: Readonly<Record<string, { readonly value: unknown }>>): unknown {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
