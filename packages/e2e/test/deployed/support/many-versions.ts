import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createModuleStore } from '@registry/aws/modules';
import { testSettings } from '@registry/aws/testing';
import { compareVersions, encodeIndex, parseModuleId, parseVersion } from '@registry/domain';
import { sampleVersion } from '@registry/domain/testing';
import { z } from 'zod';
import type { Stack } from '../../../src/deployed/stack/stack.ts';
import { only, readState } from '../../../src/deployed/state/state.ts';

const Table = z.object({ name: z.string() });

/** Puts versions of a new module into the table's index, as publishing each would have left it. */
export async function putVersions(
  stack: Stack,
  module: string,
  versions: readonly string[],
): Promise<void> {
  const table = only(readState(stack.shown).all('aws_dynamodb_table', Table), 'tables');
  const store = createModuleStore({
    client: new DynamoDBClient(testSettings(stack.dynamodb)),
    tableName: table.name,
  });
  const [namespace = '', name = '', system = ''] = module.split('/');
  const id = parseModuleId(namespace, name, system);
  const newestFirst = versions.map(parseVersion).sort((a, b) => compareVersions(b, a));
  const index = encodeIndex(id, newestFirst, 1);
  await store.commit({ ...sampleVersion(id, '1.0.0'), expected: 'absent', index });
}
