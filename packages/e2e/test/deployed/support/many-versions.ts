import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createModuleStore } from '@registry/aws/modules';
import { testSettings } from '@registry/aws/testing';
import { encodeIndex, formatModuleId, parseVersion } from '@registry/domain';
import { freshModuleId, sampleVersion } from '@registry/domain/testing';
import type { DeployedTarget } from '../../../src/deployed/deployed-target.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';

/** A module with so many versions, put into the table as publishing each would have left it. */
export async function moduleOf(
  count: number,
  stack: Stack,
  { stack: { deployed } }: DeployedTarget,
): Promise<string> {
  const [tableName = ''] = deployed.flatMap(({ environment }) => environment['TABLE_NAME'] ?? []);
  const store = createModuleStore({
    client: new DynamoDBClient(testSettings(stack.dynamodb)),
    tableName,
  });
  const id = freshModuleId();
  const versions = Array.from({ length: count }, (_, index) =>
    parseVersion(`${index % 40}.${index % 97}.${index}-rc.${index}.of.a.long.name`),
  );
  const index = encodeIndex(id, versions, 1);
  await store.commit({ ...sampleVersion(id, '1.0.0'), expected: 'absent', index });
  return formatModuleId(id);
}
