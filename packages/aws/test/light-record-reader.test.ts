import { recordStoreContract } from '@registry/domain/testing';
import { beforeAll } from 'vitest';
import { createRecordStore } from '../src/records/index.ts';
import { createLightRecordReader } from '../src/records/light-record-reader.ts';
import { testSettings } from '../src/testing/index.ts';
import { freshTable } from './fresh-table.ts';

let table: Awaited<ReturnType<typeof freshTable>>;

beforeAll(async () => {
  table = await freshTable();
});

recordStoreContract('DynamoDB, read without the SDK', (clock) => ({
  ...createRecordStore({ ...table, clock }),
  ...createLightRecordReader({
    ...testSettings(table.endpoint),
    tableName: table.tableName,
    clock,
    // An engine on a busy machine is no backend in trouble.
    timeoutMs: 30_000,
  }),
}));
