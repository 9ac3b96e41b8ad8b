import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Clock, RecordReader } from '@registry/domain';
import { translateTableError } from '../items/table-errors.ts';
import { readRecords } from './read-records.ts';

export interface RecordTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clock: Clock;
}

export function createRecordReader({ client, tableName, clock }: RecordTable): RecordReader {
  return readRecords(
    {
      getItem: (input) => client.send(new GetItemCommand(input)).catch(translateTableError),
      query: (input) => client.send(new QueryCommand(input)).catch(translateTableError),
    },
    tableName,
    clock,
  );
}
