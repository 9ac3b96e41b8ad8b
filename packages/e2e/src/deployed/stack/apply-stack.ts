import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type RunningEngine,
  startDynamoDbLocal,
  startMoto,
  startVersitygw,
  TEST_REGION,
} from '@registry/aws/testing';
import {
  openRoot,
  type RootSettings,
  TERRAFORM_FOLDER,
} from '../../../../../scripts/terraform/index.ts';
import { roleArnOf } from '../gateway/callers.ts';
import { functionsIn } from '../state/functions-in-state.ts';
import { readState } from '../state/state.ts';
import { ADMINISTRATOR } from './administrator.ts';
import { createBuckets, createTables } from './create-stores.ts';
import type { FunctionCredentials, Stack } from './stack.ts';

// An example names no administrator of ours, and without one nobody may do anything.
const ADMINISTRATORS = `module "registry" {
  administrators = ["${roleArnOf(ADMINISTRATOR)}"]
}
`;

export interface AppliedStack {
  readonly stack: Stack;
  stop(): Promise<void>;
}

/**
 * Applies a root of `terraform/` to an emulator, after the root `before` in it that makes what is
 * to be there already, and starts the engines that the functions are to
 * work on: with the tables and buckets that the emulator says were made.
 */
export async function applyStack(
  root: Pick<RootSettings, 'folder' | 'tool' | 'variables'>,
): Promise<AppliedStack> {
  const engines: RunningEngine[] = [];
  const stop = async () => {
    await Promise.all(engines.map((engine) => engine.dispose()));
  };
  try {
    const moto = await startMoto();
    engines.push(moto);
    const place = { endpoint: moto.endpoint, region: TEST_REGION };
    const before = `${root.folder}/before`;
    if (existsSync(join(TERRAFORM_FOLDER, before))) {
      const surroundings = await openRoot({ tool: root.tool, folder: before, ...place });
      await surroundings.apply();
      await surroundings.dispose();
    }
    const opened = await openRoot({ ...root, ...place });
    await writeFile(join(opened.folder, 'administrators_override.tf'), ADMINISTRATORS);
    await opened.apply();
    const shown = await opened.show();
    const credentials = credentialsFor(functionsIn(readState(shown), opened.folder));
    const [dynamodb, s3] = await Promise.all([
      startDynamoDbLocal(),
      startVersitygw(Object.values(credentials)),
    ]);
    engines.push(dynamodb, s3);
    await createTables(moto.endpoint, dynamodb.endpoint);
    await createBuckets(moto.endpoint, s3.endpoint);
    const stack = {
      shown,
      folder: opened.folder,
      region: TEST_REGION,
      controlPlane: moto.endpoint,
      dynamodb: dynamodb.endpoint,
      s3: s3.endpoint,
      credentials,
    };
    return {
      stack,
      stop: async () => {
        await stop();
        await opened.dispose();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function credentialsFor(
  functions: readonly { readonly name: string }[],
): Record<string, FunctionCredentials> {
  const made = functions.map(({ name }): [string, FunctionCredentials] => [
    name,
    {
      accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(20).toString('hex'),
    },
  ]);
  return Object.fromEntries(made);
}
