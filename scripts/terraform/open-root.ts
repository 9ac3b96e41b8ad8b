import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinProvider } from './aws-provider.ts';
import { isSource, TERRAFORM_FOLDER } from './folders.ts';
import { type Ended, expectCode, openTool } from './tool.ts';

export interface RootSettings {
  /** Within `terraform/`: `examples/minimal`, `modules/store`. */
  readonly folder: string;
  /** A client of scripts/engines; `terraform` is the PATH's. */
  readonly tool: string;
  /** The emulator, `http://127.0.0.1:PORT`; not needed by commands that ask nothing of AWS. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The `address` of `startProvider()`, for commands that only ask for its schema. */
  readonly provider?: string;
}

/** A root module in a folder of its own, initialised; its state is a file beside it. */
export interface Root {
  /** Where the copy of the root lies; the copy of `terraform/` around it may be changed. */
  readonly folder: string;
  /** Takes the place of all variables that were set before. */
  setVariables(variables: Readonly<Record<string, unknown>>): Promise<void>;
  /** Brings AWS to what the root says; an Error with the tool's words where it cannot. */
  apply(): Promise<void>;
  /** The plan as `show -json` gives it. */
  plan(): Promise<unknown>;
  /** What a plan would change, for people; `undefined` where that is nothing. */
  drift(): Promise<string | undefined>;
  planIsEmpty(): Promise<boolean>;
  destroy(): Promise<void>;
  /** The state as `show -json` gives it. */
  show(): Promise<unknown>;
  /** The values of the outputs by name. */
  outputs(): Promise<unknown>;
  /** Any command of the tool, whatever its exit code. */
  run(...args: readonly string[]): Promise<Ended>;
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

  const run = (...args: readonly string[]) => runTool(folder, ...args, '-no-color');
  const must = async (...args: readonly string[]) =>
    expectCode(await run(...args), `${settings.tool} ${args[0]} of ${settings.folder}`);
  const mustPrint = async (...args: readonly string[]) => JSON.parse(await must(...args, '-json'));
  const setVariables = (variables: object) =>
    writeFile(join(folder, 'terraform.tfvars.json'), JSON.stringify(variables));
  const drift = async () => {
    const planned = await run('plan', '-detailed-exitcode', '-input=false');
    const said = expectCode(planned, `${settings.tool} plan of ${settings.folder}`, [0, 2]);
    return planned.code === 0 ? undefined : said;
  };

  await pinProvider(folder);
  await setVariables(settings.variables ?? {});
  await must('init', '-input=false');
  return {
    folder,
    run,
    setVariables,
    drift,
    planIsEmpty: async () => (await drift()) === undefined,
    apply: async () => void (await must('apply', '-auto-approve', '-input=false')),
    plan: async () => {
      await must('plan', '-out=saved.tfplan', '-input=false');
      return JSON.parse(await must('show', '-json', 'saved.tfplan'));
    },
    destroy: async () => void (await must('destroy', '-auto-approve', '-input=false')),
    show: () => mustPrint('show'),
    outputs: async () => valuesOf(await mustPrint('output')),
    dispose: () => rm(scratch, { recursive: true, force: true }),
  };
}

function valuesOf(outputs: Readonly<Record<string, { readonly value: unknown }>>): unknown {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
