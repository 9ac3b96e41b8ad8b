import { existsSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startMoto, TEST_REGION } from '@registry/aws/testing';
import {
  openRoot,
  type RootSettings,
  TERRAFORM_FOLDER,
} from '../../../../../scripts/terraform/index.ts';
import { roleArnOf } from '../gateway/callers.ts';
import { ADMINISTRATOR } from './administrator.ts';
import type { Stack } from './stack.ts';
import { type AppliedStack, startStores } from './start-stores.ts';

/** What was applied, whose settings may change while it is used. */
export interface ChangeableStack extends AppliedStack {
  /** Applies the root once more, with these variables alone; stores and credentials stay. */
  change(variables: Readonly<Record<string, unknown>>): Promise<Stack>;
}

export interface ToApply extends Pick<RootSettings, 'folder' | 'tool' | 'variables'> {
  /** A folder whose files are put beside those of the root; `*_override.tf` changes what is there. */
  readonly additions?: string;
}

// An example names no administrator of ours, and without one nobody may do anything.
const ADMINISTRATORS = `module "registry" {
  administrators = ["${roleArnOf(ADMINISTRATOR)}"]
}
`;

/**
 * Applies a root of `terraform/` to an emulator, after the root `before` in it that makes what is
 * to be there already, and starts the engines that the functions are to
 * work on: with the tables and buckets that the emulator says were made.
 */
export async function applyStack({ additions, ...root }: ToApply): Promise<ChangeableStack> {
  const moto = await startMoto();
  try {
    const place = { endpoint: moto.endpoint, region: TEST_REGION };
    const before = `${root.folder}/before`;
    if (existsSync(join(TERRAFORM_FOLDER, before))) {
      const surroundings = await openRoot({ tool: root.tool, folder: before, ...place });
      await surroundings.apply();
      await surroundings.dispose();
    }
    const opened = await openRoot({ ...root, ...place });
    await writeFile(join(opened.folder, 'administrators_override.tf'), ADMINISTRATORS);
    if (additions !== undefined) await cp(additions, opened.folder, { recursive: true });
    await opened.apply();
    const { stack, stop } = await startStores({
      shown: await opened.show(),
      folder: opened.folder,
      region: TEST_REGION,
      controlPlane: moto.endpoint,
    });
    return {
      stack,
      async change(variables) {
        await opened.setVariables(variables);
        await opened.apply();
        return { ...stack, shown: await opened.show() };
      },
      stop: async () => {
        await stop();
        await moto.dispose();
        await opened.dispose();
      },
    };
  } catch (error) {
    await moto.dispose();
    throw error;
  }
}
