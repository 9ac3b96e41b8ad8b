import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { files, TERRAFORM_FOLDER } from '../../folders.ts';
import { type Ended, openTool } from '../../tool.ts';
import type { AtEnd } from './emulator.ts';

export interface Given {
  /** A variable of the root module, and what it is set to. */
  readonly variable: string;
  readonly value: unknown;
  /** Whether the plan is expected to refuse it. */
  readonly refused: boolean;
}

/** The variables of the root module alone: planned in a hundredth of the time of all of it. */
export interface Variables {
  plan(values: Readonly<Record<string, unknown>>): Promise<Ended>;
  /**
   * Plans with each in turn, the others at their defaults, by one run of the tool; the first that
   * is not judged as expected, or `undefined`.
   */
  misjudged(given: readonly Given[]): Promise<Given | undefined>;
}

export async function openVariables(atEnd: AtEnd, tool: string): Promise<Variables> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-variables-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  for (const file of files('variables*.tf')) {
    await copyFile(join(TERRAFORM_FOLDER, file), join(folder, basename(file)));
  }
  await mkdir(join(folder, 'tests'));
  const run = await openTool({ tool, scratch: folder });
  await run(folder, 'init', '-no-color');
  return {
    plan: async (values) => {
      await writeFile(join(folder, 'terraform.tfvars.json'), JSON.stringify(values));
      return run(folder, 'plan', '-no-color', '-input=false');
    },
    misjudged: async (given) => {
      const tests = { run: given.map(asRun) };
      await writeFile(join(folder, 'tests/values.tftest.json'), JSON.stringify(tests));
      const { code, stdout, stderr } = await run(folder, 'test', '-no-color');
      const [, position] = /run "case_(\d+)"\.\.\. fail/.exec(stdout) ?? [];
      if (position !== undefined) return given[Number(position)];
      const expected = `Success! ${given.length} passed`;
      if (code === 0 && stdout.includes(expected)) return undefined;
      throw new Error(`${tool} test did not come to an end: ${stdout}\n${stderr}`);
    },
  };
}

function asRun({ variable, value, refused }: Given, position: number): object {
  return {
    [`case_${position}`]: {
      command: 'plan',
      variables: { [variable]: value },
      ...(refused && { expect_failures: [`var.${variable}`] }),
    },
  };
}
