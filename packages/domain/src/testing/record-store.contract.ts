import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Clock,
  InvalidError,
  type NewRecord,
  type RecordChange,
  type RecordStore,
} from '../index.ts';
import { recordListingContract } from './record-listing.contract.ts';

const START = new Date('2026-01-02T03:04:05.678Z');

/** What every RecordStore does, whatever it keeps records in; `open` is asked at different times. */
export function recordStoreContract(name: string, open: (clock: Clock) => RecordStore): void {
  describe(`${name} as a RecordStore`, () => {
    const store = () => open(() => START);
    const at = (milliseconds: number) => open(() => new Date(START.getTime() + milliseconds));
    const fresh = (id = 'a'): NewRecord => ({
      partition: `P#${randomUUID()}`,
      id,
      document: { said: id },
    });
    const put = (record: NewRecord, expected: number | 'absent' = 'absent'): RecordChange => ({
      kind: 'put',
      record,
      expected,
    });
    const remove = ({ partition, id }: NewRecord, expected: number): RecordChange => ({
      kind: 'delete',
      key: { partition, id },
      expected,
    });
    const check = ({ partition, id }: NewRecord, expected: number | 'absent'): RecordChange => ({
      kind: 'check',
      key: { partition, id },
      expected,
    });

    describe('a record', () => {
      it('is not there before anybody wrote it', async () => {
        expect(await store().get(fresh())).toBeUndefined();
      });

      it('comes back exactly as it was written', async () => {
        const record: NewRecord = {
          ...fresh('ein Name/mit:allem#<>"\'%{claim}* 😀'),
          document: {
            text: 'Grüße, \u0000 \ud800 " \' 😀',
            whole: 9_007_199_254_740_991,
            fraction: 0.1,
            nothing: null,
            yes: true,
            list: [1, 'two', { three: [] }],
            '': { 'a key with spaces': '' },
          },
          listedUnder: { partition: `Q#${randomUUID()}`, id: 'acme#arn:aws:iam::1:role/x' },
          expiresAt: new Date(START.getTime() + 1234),
        };
        expect(await store().commit([put(record)])).toBe('committed');
        expect(await store().get(record)).toEqual({ ...record, revision: 1 });
      });

      it('counts its revisions, and is replaced whole', async () => {
        const record = {
          ...fresh(),
          listedUnder: fresh(),
          expiresAt: new Date(START.getTime() + 9),
        };
        const { partition, id } = record;
        await store().commit([put({ ...record, document: { first: 1 } })]);
        expect(await store().commit([put({ partition, id, document: { x: 2 } }, 1)])).toBe(
          'committed',
        );
        expect(await store().get(record)).toEqual({
          partition,
          id,
          document: { x: 2 },
          revision: 2,
        });
      });

      it('is gone once deleted, and starts at 1 when written anew', async () => {
        const record = fresh();
        await store().commit([put(record)]);
        expect(await store().commit([remove(record, 1)])).toBe('committed');
        expect(await store().get(record)).toBeUndefined();
        expect(await store().commit([put(record)])).toBe('committed');
        expect((await store().get(record))?.revision).toBe(1);
      });

      it('is another one under another id, another case or in another partition', async () => {
        const record = fresh('name');
        await store().commit([put(record)]);
        for (const other of [
          { ...record, id: 'Name' },
          { ...record, id: 'name ' },
          { ...record, partition: record.partition.toUpperCase() },
        ]) {
          expect(await store().get(other)).toBeUndefined();
        }
      });
    });

    describe('a condition', () => {
      it.each<[string, (record: NewRecord) => RecordChange]>([
        ['put where something is', (record) => put(record)],
        ['put at a revision before', (record) => put(record, 1)],
        ['put at a revision to come', (record) => put(record, 3)],
        ['delete at a revision before', (record) => remove(record, 1)],
        ['check at a revision before', (record) => check(record, 1)],
        ['check that nothing is', (record) => check(record, 'absent')],
        ['put at a revision where nothing is', (record) => put({ ...record, id: 'none' }, 1)],
        ['delete where nothing is', (record) => remove({ ...record, id: 'none' }, 1)],
        ['check where nothing is', (record) => check({ ...record, id: 'none' }, 1)],
      ])('that does not hold keeps everything as it was: %s', async (_, change) => {
        const record = fresh();
        await store().commit([put(record)]);
        await store().commit([put({ ...record, document: { second: true } }, 1)]);
        const before = await store().get(record);
        const beside = { ...record, id: 'beside' };
        for (const changes of [
          [put(beside), change(record)],
          [change(record), put(beside)],
        ]) {
          expect(await store().commit(changes)).toBe('changed');
          expect(await store().get(record)).toEqual(before);
          expect(await store().get(beside)).toBeUndefined();
        }
      });

      it('that holds lets everything happen at once', async () => {
        const [kept, replaced, gone, made] = ['k', 'r', 'g', 'm'].map((id) => fresh(id));
        if (!kept || !replaced || !gone || !made) throw new Error('four');
        await store().commit([put(kept), put(replaced), put(gone)]);
        const changes = [
          check(kept, 1),
          put({ ...replaced, document: { new: true } }, 1),
          remove(gone, 1),
          put(made),
          check(fresh(), 'absent'),
        ];
        expect(await store().commit(changes)).toBe('committed');
        const found = await Promise.all(
          [kept, replaced, gone, made].map((key) => store().get(key)),
        );
        expect(found.map((record) => record?.revision)).toEqual([1, 2, undefined, 1]);
      });
    });

    describe('a commit', () => {
      const many = (count: number) => {
        const { partition, document } = fresh();
        return Array.from({ length: count }, (_, index) => ({
          partition,
          id: `id-${index}`,
          document,
        }));
      };

      it('takes 25 changes', async () => {
        const records = many(25);
        expect(await store().commit(records.map((record) => put(record)))).toBe('committed');
        const [first] = records;
        const page = await store().list(first?.partition ?? '', { limit: 100 });
        expect(page.records).toHaveLength(25);
      });

      it('refuses 26, none, and two of one record', async () => {
        const record = fresh();
        for (const changes of [
          many(26).map((each) => put(each)),
          [],
          [put(record), check(record, 'absent')],
        ]) {
          await expect(store().commit(changes)).rejects.toThrow(RangeError);
        }
        expect(await store().get(record)).toBeUndefined();
      });

      it('takes documents of 350 KB together, and no more', async () => {
        const text = 'é'.repeat((350 * 1024 - 30) / 2);
        const record = { ...fresh(), document: { text } };
        expect(await store().commit([put(record)])).toBe('committed');
        expect((await store().get(record))?.document).toEqual({ text });
        const beside = { ...fresh(), document: { text: 'x'.repeat(100) } };
        await expect(store().commit([put({ ...record, id: 'b' }), put(beside)])).rejects.toThrow(
          InvalidError,
        );
        expect(await store().get(beside)).toBeUndefined();
      });

      it.each([
        ['an empty id', { id: '' }],
        ['an empty partition', { partition: '' }],
        ['an id of more than 1,000 bytes', { id: 'é'.repeat(501) }],
        ['a partition of more than 2,048 bytes', { partition: 'x'.repeat(2049) }],
        ['a line break', { id: 'a\nb' }],
        ['a lone surrogate', { id: 'a\ud800' }],
        ['a second place without a name', { listedUnder: { partition: 'x', id: '' } }],
      ])('refuses %s', async (_, change) => {
        const record = { ...fresh(), ...change };
        await expect(store().commit([put(record)])).rejects.toThrow(InvalidError);
      });

      it('takes names of the greatest length', async () => {
        const partition = `${randomUUID()}${'p'.repeat(2048 - 36)}`;
        const record = { partition, id: 'é'.repeat(500), document: {}, listedUnder: fresh() };
        const place = { partition: `${partition.slice(0, -1)}q`, id: '😀'.repeat(250) };
        const listed = { ...record, listedUnder: place };
        expect(await store().commit([put(listed)])).toBe('committed');
        expect(await store().get(record)).toEqual({ ...listed, revision: 1 });
        const page = await store().list(partition, { limit: 5, prefix: 'é'.repeat(500) });
        expect(page.records).toHaveLength(1);
      });
    });

    describe('a record with an end', () => {
      const ending = () => ({ ...fresh(), expiresAt: START });

      it('is there until then, to the millisecond', async () => {
        const record = ending();
        await at(-1000).commit([put(record)]);
        expect(await at(-1).get(record)).toEqual({ ...record, revision: 1 });
        expect(await at(-1).commit([put(record)])).toBe('changed');
        expect(await at(-1).commit([check(record, 1)])).toBe('committed');
      });

      it('is absent from then on, for everybody', async () => {
        const record = ending();
        await at(-1000).commit([put({ ...record, listedUnder: record })]);
        expect(await at(0).get(record)).toBeUndefined();
        const { partition } = record;
        expect(await at(0).list(partition, { limit: 5 })).toMatchObject({ records: [] });
        expect(await at(0).listUnder(partition, { limit: 5 })).toMatchObject({ records: [] });
        for (const change of [check(record, 1), remove(record, 1), put(record, 1)]) {
          expect(await at(0).commit([change])).toBe('changed');
        }
        expect(await at(0).commit([check(record, 'absent')])).toBe('committed');
      });

      it('can be written anew, and starts at 1', async () => {
        const record = ending();
        await at(-1000).commit([put(record)]);
        await at(-1000).commit([put(record, 1)]);
        const { expiresAt: _, ...endless } = record;
        expect(await at(0).commit([put(endless)])).toBe('committed');
        expect(await at(1_000_000_000).get(record)).toEqual({ ...endless, revision: 1 });
      });
    });

    describe('a race', () => {
      it('for a record that is not there yet is won by exactly one', async () => {
        const record = fresh();
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            store().commit([put({ ...record, document: { index } })]),
          ),
        );
        expect(results.filter((result) => result === 'committed')).toHaveLength(1);
        const winner = results.indexOf('committed');
        expect(await store().get(record)).toMatchObject({ document: { index: winner } });
      });

      it('for one that is there loses nobody who tries again', async () => {
        const record = { ...fresh(), document: { count: 0 } };
        await store().commit([put(record)]);
        const add = async (): Promise<void> => {
          const { document, revision = 0 } = (await store().get(record)) ?? {};
          const count = Number(document?.['count']) + 1;
          const change = put({ ...record, document: { count } }, revision);
          if ((await store().commit([change])) === 'changed') return add();
        };
        await Promise.all(Array.from({ length: 10 }, add));
        expect(await store().get(record)).toMatchObject({ document: { count: 10 }, revision: 11 });
      });

      it('between a check and a change of one record is not won by both', async () => {
        for (let round = 0; round < 10; round += 1) {
          const [guard, guarded] = [fresh('guard'), fresh('guarded')];
          await store().commit([put(guard)]);
          const [made, removed] = await Promise.all([
            store().commit([check(guard, 1), put(guarded)]),
            store().commit([remove(guard, 1), check(guarded, 'absent')]),
          ]);
          expect([made, removed]).not.toEqual(['committed', 'committed']);
          const both = [await store().get(guard), await store().get(guarded)];
          expect(both.map(Boolean)).not.toEqual([false, true]);
        }
      });
    });

    recordListingContract(store);
  });
}
