import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { InvalidError, type Page, type RecordPage, type RecordStore } from '../index.ts';

/** How every RecordStore lists; part of `recordStoreContract`. */
export function recordListingContract(open: () => RecordStore): void {
  const freshPartition = () => `P#${randomUUID()}`;

  const write = async (partition: string, ids: readonly string[]) => {
    for (let begin = 0; begin < ids.length; begin += 25) {
      const changes = ids.slice(begin, begin + 25).map((id) => ({
        kind: 'put' as const,
        record: { partition, id, document: { id }, listedUnder: { partition, id: `2#${id}` } },
        expected: 'absent' as const,
      }));
      expect(await open().commit(changes)).toBe('committed');
    }
    return partition;
  };

  type List = (partition: string, page: Page) => Promise<RecordPage>;
  const own: List = (partition, page) => open().list(partition, page);
  const second: List = (partition, page) => open().listUnder(partition, page);

  /** The ids of all pages, asked for one by one. */
  const walk = async (list: List, partition: string, page: Page): Promise<string[][]> => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const got = await list(partition, { ...page, ...(cursor ? { cursor } : {}) });
      expect(got.records.length).toBeLessThanOrEqual(page.limit);
      pages.push(got.records.map(({ id }) => id));
      cursor = got.next;
    } while (cursor !== undefined);
    return pages;
  };

  const all = async (list: List, partition: string, page: Omit<Page, 'limit'> = {}) =>
    (await walk(list, partition, { ...page, limit: 1000 })).flat();

  describe('a list', () => {
    it('of a partition that nobody wrote to is empty', async () => {
      expect(await own(freshPartition(), { limit: 10 })).toEqual({ records: [] });
      expect(await second(freshPartition(), { limit: 10 })).toEqual({ records: [] });
    });

    it('holds the records whole, of its own partition only', async () => {
      const partition = await write(freshPartition(), ['a', 'b']);
      await write(`${partition}x`, ['c']);
      const { records } = await own(partition, { limit: 10 });
      expect(records).toEqual(
        ['a', 'b'].map((id) => ({
          partition,
          id,
          document: { id },
          listedUnder: { partition, id: `2#${id}` },
          revision: 1,
        })),
      );
      await expect.poll(() => second(partition, { limit: 10 })).toMatchObject({ records });
    });

    it('is in the order of the bytes of the ids', async () => {
      const ids = ['!', '0', 'A', 'Z', '_', 'a', 'aa', 'ab', 'b', 'é', 'ﾃ', '😀'];
      const partition = await write(freshPartition(), ids.toReversed());
      expect(await all(own, partition)).toEqual(ids);
      expect(await all(own, partition, { descending: true })).toEqual(ids.toReversed());
      await expect.poll(() => all(second, partition)).toEqual(ids);
      expect(await all(second, partition, { descending: true })).toEqual(ids.toReversed());
    });

    const IDS = ['a', 'a#', 'a#1', 'a#2', 'a#2x', 'a$', 'b', 'b#1', 'c'];

    it.each<[Omit<Page, 'limit'>, string[]]>([
      [{ prefix: 'a#' }, ['a#', 'a#1', 'a#2', 'a#2x']],
      [{ prefix: 'a#2' }, ['a#2', 'a#2x']],
      [{ prefix: 'd' }, []],
      [{ prefix: '%' }, []],
      [{ prefix: '_' }, []],
      [{ from: 'a#2' }, ['a#2', 'a#2x', 'a$', 'b', 'b#1', 'c']],
      [{ to: 'a#2' }, ['a', 'a#', 'a#1', 'a#2']],
      [{ from: 'a#1', to: 'a#2' }, ['a#1', 'a#2']],
      [{ from: 'b', to: 'b' }, ['b']],
      [{ from: 'c', to: 'b' }, []],
      [{ prefix: 'a#', from: 'a#2' }, ['a#2', 'a#2x']],
      [{ prefix: 'a#', to: 'a#1' }, ['a#', 'a#1']],
      [{ prefix: 'a#', from: '0', to: 'z' }, ['a#', 'a#1', 'a#2', 'a#2x']],
      [{ prefix: 'b', from: 'a', to: 'a#2' }, []],
    ])('of %j holds %j', async (page, wanted) => {
      const partition = await write(freshPartition(), IDS);
      expect(await all(own, partition, page)).toEqual(wanted);
      expect(await all(own, partition, { ...page, descending: true })).toEqual(wanted.toReversed());
      const bounds = Object.entries(page).map(([name, bound]) => [name, `2#${bound}`]);
      const secondPage = Object.fromEntries(bounds);
      await expect.poll(() => all(second, partition, secondPage)).toEqual(wanted);
    });

    it('is read page by page, each record once', async () => {
      const ids = Array.from({ length: 30 }, (_, index) => `id-${index + 10}`);
      const partition = await write(freshPartition(), ids);
      await expect.poll(() => all(second, partition)).toHaveLength(ids.length);
      for (const list of [own, second]) {
        for (const limit of [1, 7, 30, 31]) {
          const pages = await walk(list, partition, { limit });
          expect(pages.flat()).toEqual(ids);
          expect(pages[0]).toHaveLength(Math.min(limit, 30));
        }
        const backwards = await walk(list, partition, { limit: 7, descending: true });
        expect(backwards.flat()).toEqual(ids.toReversed());
      }
      const some = await walk(own, partition, { limit: 2, from: 'id-12', to: 'id-18' });
      expect(some.flat()).toEqual(ids.slice(2, 9));
    });

    it('goes on where it was, though records come and go', async () => {
      const partition = await write(freshPartition(), ['a', 'c', 'e']);
      const first = await own(partition, { limit: 2 });
      await write(partition, ['b', 'd']);
      const key = { partition, id: 'c' };
      await open().commit([{ kind: 'delete', key, expected: 1 }]);
      const rest = await own(partition, { limit: 9, cursor: first.next ?? '' });
      expect(rest.records.map(({ id }) => id)).toEqual(['d', 'e']);
    });

    it('reads a cursor for another number of records', async () => {
      const partition = await write(freshPartition(), ['a', 'b', 'c']);
      const { next = '' } = await own(partition, { limit: 1 });
      const { records } = await own(partition, { limit: 2, cursor: next });
      expect(records.map(({ id }) => id)).toEqual(['b', 'c']);
    });

    it('refuses a cursor of another question', async () => {
      const partition = await write(freshPartition(), ['a', 'b', 'c']);
      const { next: cursor = '' } = await own(partition, { limit: 1 });
      const limit = 1;
      for (const asking of [
        own(`${partition}x`, { limit, cursor }),
        own(partition, { limit, cursor, prefix: 'a' }),
        own(partition, { limit, cursor, from: 'a' }),
        own(partition, { limit, cursor, to: 'c' }),
        own(partition, { limit, cursor, descending: true }),
        second(partition, { limit, cursor }),
      ]) {
        await expect(asking).rejects.toThrow(InvalidError);
      }
    });

    it.each([
      '',
      'x',
      '0',
      Buffer.from('[]').toString('base64url'),
      Buffer.from('{"id":"a"}').toString('base64url'),
      Buffer.from('null').toString('base64url'),
    ])('refuses %j, which is no cursor', async (cursor) => {
      const partition = await write(freshPartition(), ['a', 'b']);
      await expect(own(partition, { limit: 1, cursor })).rejects.toThrow(InvalidError);
    });

    it('refuses a cursor that was moved out of what was asked for', async () => {
      const partition = await write(freshPartition(), ['a1', 'a2', 'b']);
      const page = { limit: 1, prefix: 'a' };
      const { next = '' } = await own(partition, page);
      const parts: string[] = JSON.parse(Buffer.from(next, 'base64url').toString());
      for (const [index, moved] of [
        [1, 'b'],
        [1, ''],
        [1, 'A'],
        [3, ''],
      ] as const) {
        const cursor = Buffer.from(JSON.stringify(parts.with(index, moved))).toString('base64url');
        await expect(own(partition, { ...page, cursor })).rejects.toThrow(InvalidError);
      }
    });

    it('refuses a page of nothing, and bounds that no id has', async () => {
      const partition = freshPartition();
      await expect(own(partition, { limit: 0 })).rejects.toThrow(RangeError);
      await expect(own(partition, { limit: 1, from: 'a\n' })).rejects.toThrow(InvalidError);
      await expect(own(partition, { limit: 1, prefix: 'x'.repeat(1001) })).rejects.toThrow(
        InvalidError,
      );
    });
  });

  describe('a second place', () => {
    it('may be shared: everybody there is listed, each once', async () => {
      const partition = freshPartition();
      const place = { partition: freshPartition(), id: 'shared' };
      const ids = Array.from({ length: 10 }, (_, index) => `id-${index}`);
      const changes = ids.map((id) => ({
        kind: 'put' as const,
        record: { partition, id, document: {}, listedUnder: place },
        expected: 'absent' as const,
      }));
      await open().commit(changes);
      await expect.poll(() => all(second, place.partition)).toHaveLength(ids.length);
      const pages = await walk(second, place.partition, { limit: 3 });
      expect(pages.flat().toSorted()).toEqual(ids);
      expect(await all(own, place.partition)).toEqual([]);
    });

    it('changes and ends with the record', async () => {
      const [partition, before, after] = [freshPartition(), freshPartition(), freshPartition()];
      const put = (place: string | undefined, expected: number | 'absent') => ({
        kind: 'put' as const,
        record: {
          partition,
          id: 'a',
          document: {},
          ...(place === undefined ? {} : { listedUnder: { partition: place, id: 'x' } }),
        },
        expected,
      });
      await open().commit([put(before, 'absent')]);
      await expect.poll(() => all(second, before)).toEqual(['a']);
      await open().commit([put(after, 1)]);
      await expect.poll(() => all(second, after)).toEqual(['a']);
      await expect.poll(() => all(second, before)).toEqual([]);
      await open().commit([put(undefined, 2)]);
      await expect.poll(() => all(second, after)).toEqual([]);
    });
  });
}
