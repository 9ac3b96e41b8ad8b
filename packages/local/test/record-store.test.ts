import { type Clock, UnavailableError } from '@registry/domain';
import { recordStoreContract } from '@registry/domain/testing';
import { expect, it, onTestFinished } from 'vitest';
import { createSqliteRecordStore, openDatabase } from '../src/index.ts';
import { tempDataFolder } from './support/temp-folder.ts';

const database = openDatabase(':memory:');

recordStoreContract('SQLite', (clock: Clock) => createSqliteRecordStore(database, clock));

const START = new Date('2026-01-02T03:04:05.678Z');
const put = (id: string, text = '', expiresAt?: Date) => ({
  kind: 'put' as const,
  expected: 'absent' as const,
  record: { partition: 'P', id, document: { text }, ...(expiresAt ? { expiresAt } : {}) },
});

it('holds what was committed when it is opened again', async () => {
  const { database: path } = await tempDataFolder();
  const first = openDatabase(path);
  await createSqliteRecordStore(first, () => START).commit([put('a'), put('b')]);
  first.close();
  const second = openDatabase(path);
  onTestFinished(() => second.close());
  const { records } = await createSqliteRecordStore(second, () => START).list('P', { limit: 9 });
  expect(records.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('removes what has ended with the next commit', async () => {
  const database = openDatabase(':memory:');
  const store = createSqliteRecordStore(database, () => START);
  const earlier = createSqliteRecordStore(database, () => new Date(0));
  await earlier.commit([put('gone', '', START), put('stays', '', new Date(START.getTime() + 1))]);
  const ids = () => database.prepare('SELECT id FROM records').all();
  expect(ids()).toHaveLength(2);
  await store.commit([put('new')]);
  expect(ids()).toEqual([{ id: 'new' }, { id: 'stays' }]);
});

it('is unavailable where the database is full, writes no half, and goes on when there is room', async () => {
  const database = openDatabase(':memory:');
  const store = createSqliteRecordStore(database, () => START);
  database.exec('PRAGMA max_page_count = 20');
  const changes = [put('small'), put('large', 'x'.repeat(300_000))];
  await expect(store.commit(changes)).rejects.toThrow(UnavailableError);
  expect(await store.list('P', { limit: 9 })).toEqual({ records: [] });
  expect(database.isTransaction).toBe(false);
  database.exec('PRAGMA max_page_count = 1000');
  expect(await store.commit(changes)).toBe('committed');
});
