import { moduleStoreContract } from '@registry/domain/testing';
import { beforeAll, inject } from 'vitest';
import { createDynamoDbClient, createModuleStore } from '../src/modules/index.ts';
import { createTable, testSettings } from '../src/testing/index.ts';

const client = createDynamoDbClient(testSettings(inject('dynamodb')));
let tableName: string;

beforeAll(async () => {
  tableName = await createTable(client);
});

moduleStoreContract('DynamoDB', () => createModuleStore({ client, tableName }));
