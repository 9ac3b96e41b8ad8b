import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findModules, rebuildIndex } from '../../packages/aws/src/modules/rebuild-index.ts';
import { formatModuleId, parseModuleAddress } from '../../packages/domain/src/index.ts';

const [tableName, ...addresses] = process.argv.slice(2);
try {
  if (tableName === undefined || tableName.startsWith('-')) {
    throw new Error('Say which table: scripts/rebuild-index TABLE [namespace/name/system …].');
  }
  const table = { client: new DynamoDBClient(), tableName };
  const asked = addresses.map(parseModuleAddress);
  const modules = asked.length > 0 ? asked : await findModules(table);
  for (const id of modules) {
    const { versions, changed } = await rebuildIndex(table, id);
    console.log(
      `${formatModuleId(id)}: ${versions} versions, ${changed ? 'rebuilt' : 'as it was'}`,
    );
  }
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
