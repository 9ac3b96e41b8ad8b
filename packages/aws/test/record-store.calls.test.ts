import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { CorruptedItemError } from '../src/items/corrupted-item-error.ts';
import { createRecordStore } from '../src/records/index.ts';
import { recordToItem } from '../src/records/record-item.ts';
import { type Item, recordItemKey } from '../src/table.ts';
import { freshTable } from './fresh-table.ts';
import { recordInputs } from './record-inputs.ts';

const clock = () => new Date('2026-01-02T03:04:05.678Z');
let table: Awaited<ReturnType<typeof freshTable>>;
let store: ReturnType<typeof createRecordStore>;

beforeAll(async () => {
  table = await freshTable();
  store = createRecordStore({ ...table, clock });
});

const record = (id: string) => ({ partition: 'P', id, document: { id } });
const put = (id: string) => ({ kind: 'put', record: record(id), expected: 'absent' }) as const;

/** The calls that `work` made, counted at the SDK's transport. */
async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const before = table.counter.calls;
  await work();
  return table.counter.calls - before;
}

describe('backend calls', () => {
  it('commits 25 changes with one', async () => {
    const changes = Array.from({ length: 25 }, (_, index) => put(`many-${index}`));
    expect(await callsOf(() => store.commit(changes))).toBe(1);
  });

  it('reads a record with one, and a page with one', async () => {
    expect(await callsOf(() => store.get(record('many-1')))).toBe(1);
    expect(await callsOf(() => store.list('P', { limit: 100 }))).toBe(1);
    expect(await callsOf(() => store.listUnder('P', { limit: 100 }))).toBe(1);
  });

  it('makes none for a range in which no id can be', async () => {
    expect(await callsOf(() => store.list('P', { from: 'b', to: 'a', limit: 1 }))).toBe(0);
  });

  it('asks for what was written last, where that can be had', async () => {
    const inputs = recordInputs(table.client);
    await store.get(record('a'));
    await store.list('P', { limit: 1 });
    expect(inputs).toMatchObject(Array(2).fill({ ConsistentRead: true }));
  });
});

describe('an end', () => {
  it('is told to DynamoDB in whole seconds, never too early', async () => {
    const expiresAt = new Date('2026-01-02T03:04:06.001Z');
    const ending = { ...record('ending'), expiresAt };
    await store.commit([{ kind: 'put', record: ending, expected: 'absent' }]);
    const { Item: item } = await table.client.send(
      new GetItemCommand({ TableName: table.tableName, Key: recordItemKey(ending) }),
    );
    expect(item?.['expires_at']).toEqual({ N: String(Date.parse('2026-01-02T03:04:07Z') / 1000) });
  });
});

describe('an item that cannot be read', () => {
  it.each<[string, Item]>([
    ['no document', { document: { S: '' } }],
    ['a document that is no object', { document: { S: '[]' } }],
    ['a document that is nothing', { document: { S: 'null' } }],
    ['a revision that is none', { revision: { S: '1' } }],
    ['half a second place', { gpk: { S: 'Q' } }],
    ['an end that is none', { ends_at: { S: 'soon' } }],
  ])('is an error that names it: %s', async (_, change) => {
    const item = { ...recordToItem(record('corrupt'), 1), ...change };
    await table.client.send(new PutItemCommand({ TableName: table.tableName, Item: item }));
    const reading = store.get(record('corrupt'));
    await expect(reading).rejects.toThrow(CorruptedItemError);
    await expect(reading).rejects.toThrow('P · corrupt');
  });

  it('makes its whole page an error', async () => {
    const item = { ...recordToItem(record('corrupt'), 1), document: { S: 'null' } };
    await table.client.send(new PutItemCommand({ TableName: table.tableName, Item: item }));
    const reading = store.list('P', { prefix: 'corrupt', limit: 1 });
    await expect(reading).rejects.toThrow('P · corrupt');
  });
});
