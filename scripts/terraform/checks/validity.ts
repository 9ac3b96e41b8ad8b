import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinProvider } from '../aws-provider.ts';
import { isSource, TERRAFORM_FOLDER } from '../folders.ts';
import { openTool } from '../tool.ts';

/** The oldest that the module is made for, and the two that most people have. */
const TOOLS = ['terraform', 'tofu', 'terraform-1.5', 'tofu-1.8'];

/** What a tool refuses of the root with all modules that it calls. Examples are applied by tests. */
export async function invalidConfigurations(): Promise<string[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'registry-validate-'));
  try {
    const faults: string[] = [];
    await cp(TERRAFORM_FOLDER, scratch, { recursive: true, filter: isSource });
    await pinProvider(scratch);
    for (const tool of TOOLS) faults.push(...(await faultsOf(tool, scratch)));
    return faults;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function faultsOf(tool: string, folder: string): Promise<string[]> {
  const run = await openTool({ tool, scratch: folder });
  try {
    for (const command of [['init', '-backend=false', '-input=false'], ['validate']]) {
      const { code, stdout, stderr } = await run(folder, ...command, '-no-color');
      if (code !== 0) return [`${tool} ${command[0]}:\n${`${stdout}\n${stderr}`.trim()}`];
    }
    return [];
  } finally {
    // What one tool remembers is none of the next one's business.
    await rm(join(folder, '.terraform'), { recursive: true, force: true });
    await rm(join(folder, '.terraform.lock.hcl'), { force: true });
  }
}
