import {
  createDynamoDbClient,
  createModuleStore,
} from '../../../packages/aws/src/modules/index.ts';
import { createTable } from '../../../packages/aws/src/testing/create-table.ts';
import { startDynamoDbLocal } from '../../../packages/aws/src/testing/start-dynamodb-local.ts';
import { testSettings } from '../../../packages/aws/src/testing/test-account.ts';
import { encodeIndex, type ModuleId, parseModuleId } from '../../../packages/domain/src/index.ts';
import { sampleVersion } from '../../../packages/domain/src/testing/samples.ts';
import type { AtEnd } from '../processes/at-end.ts';
import { manyVersions } from './many-versions.ts';

export interface BenchTable {
  readonly endpoint: string;
  readonly tableName: string;
  /** A published module with so many versions. */
  addModule(versions: number): Promise<ModuleId>;
}

/** A table on a DynamoDB Local of its own. */
export async function startTable(atEnd: AtEnd): Promise<BenchTable> {
  const engine = await startDynamoDbLocal();
  atEnd(() => engine.dispose());
  const client = createDynamoDbClient(testSettings(engine.endpoint));
  atEnd(async () => client.destroy());
  const tableName = await createTable(client);
  const store = createModuleStore({ client, tableName });
  return {
    endpoint: engine.endpoint,
    tableName,
    async addModule(versions) {
      const id = parseModuleId('bench', `versions-${versions}`, 'aws');
      const index = encodeIndex(id, manyVersions(versions), 1);
      await store.commit({ ...sampleVersion(id, '1.0.0'), expected: 'absent', index });
      return id;
    },
  };
}
