import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { createModuleStore } from '../src/modules/index.ts';
import { countCalls, createTable, testSettings } from '../src/testing/index.ts';

/**
 * A table of one's own on DynamoDB Local, and a store on it whose calls are counted. The client
 * waits as long as it takes: an engine on a busy machine is no backend in trouble.
 */
export async function freshTable() {
  const endpoint = inject('dynamodb');
  const client = new DynamoDBClient(testSettings(endpoint));
  const tableName = await createTable(client);
  const counter = countCalls(client);
  return { endpoint, client, tableName, counter, store: createModuleStore({ client, tableName }) };
}
