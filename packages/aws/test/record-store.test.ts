import { recordStoreContract } from '@registry/domain/testing';
import { beforeAll } from 'vitest';
import { createRecordStore } from '../src/records/index.ts';
import { freshTable } from './fresh-table.ts';

let table: Awaited<ReturnType<typeof freshTable>>;

beforeAll(async () => {
  table = await freshTable();
});

recordStoreContract('DynamoDB', (clock) => createRecordStore({ ...table, clock }));
