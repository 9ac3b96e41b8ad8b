import { randomBytes } from 'node:crypto';
import { type RunningEngine, startDynamoDbLocal, startVersitygw } from '@registry/aws/testing';
import { functionsIn } from '../state/functions-in-state.ts';
import { readState } from '../state/state.ts';
import { createBuckets, createTables } from './create-stores.ts';
import type { FunctionCredentials, Stack } from './stack.ts';

export interface AppliedStack {
  readonly stack: Stack;
  stop(): Promise<void>;
}

/**
 * Starts the engines that the functions of `applied` are to work on, with the tables and buckets
 * that the emulator says were made, and gives each function credentials of its own.
 */
export async function startStores(
  applied: Pick<Stack, 'shown' | 'folder' | 'region' | 'controlPlane'>,
): Promise<AppliedStack> {
  const engines: RunningEngine[] = [];
  const stop = async () => {
    await Promise.all(engines.map((engine) => engine.dispose()));
  };
  try {
    const credentials = credentialsFor(functionsIn(readState(applied.shown), applied.folder));
    const [dynamodb, s3] = await Promise.all([
      startDynamoDbLocal(),
      startVersitygw(Object.values(credentials)),
    ]);
    engines.push(dynamodb, s3);
    await createTables(applied.controlPlane, dynamodb.endpoint);
    await createBuckets(applied.controlPlane, s3.endpoint);
    const endpoints = { dynamodb: dynamodb.endpoint, s3: s3.endpoint };
    return { stack: { ...applied, ...endpoints, credentials }, stop };
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
