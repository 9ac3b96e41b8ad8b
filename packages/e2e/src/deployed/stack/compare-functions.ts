import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { testSettings } from '@registry/aws/testing';
import type { DeployedFunction } from '../functions/deployed-function.ts';

/**
 * In what the functions of the emulator differ from those that are to be run: by name, code,
 * environment and limits. Empty where they are the same, byte for byte.
 */
export async function compareFunctions(
  functions: readonly DeployedFunction[],
  controlPlane: string,
): Promise<string[]> {
  const client = new LambdaClient(testSettings(controlPlane));
  const { Functions = [] } = await client.send(new ListFunctionsCommand());
  const names = functions.map(({ name }) => name);
  const extra = Functions.map(({ FunctionName = '' }) => FunctionName)
    .filter((name) => !names.includes(name))
    .map((name) => `The function ${name} is there, and is not run.`);
  const differences = await Promise.all(functions.map((fn) => compare(client, fn)));
  return [...extra, ...differences.flat()];
}

async function compare(client: LambdaClient, fn: DeployedFunction): Promise<string[]> {
  const local = createHash('sha256')
    .update(await readFile(fn.zip))
    .digest('base64');
  const held = await client.send(new GetFunctionConfigurationCommand({ FunctionName: fn.name }));
  const pairs: [what: string, local: unknown, held: unknown][] = [
    ['code', local, held.CodeSha256],
    ['code as it was planned', fn.codeSha256, held.CodeSha256],
    ['handler', fn.handler, held.Handler],
    ['runtime', fn.runtime, held.Runtime],
    ['memory', fn.memoryMb, held.MemorySize],
    ['timeout', fn.timeoutSeconds, held.Timeout],
    ['role', fn.roleArn, held.Role],
    ['environment', sorted(fn.environment), sorted(held.Environment?.Variables ?? {})],
  ];
  return pairs
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([what]) => `The function ${fn.name} was deployed with another ${what} than is run.`);
}

function sorted(variables: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1)));
}
