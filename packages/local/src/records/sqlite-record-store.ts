import type { DatabaseSync } from 'node:sqlite';
import {
  type Clock,
  checkChanges,
  checkRecordKey,
  keyOf,
  LAST_ID,
  openListing,
  type Page,
  type RecordChange,
  type RecordKey,
  type RecordPage,
  type RecordStore,
  revisionAfter,
} from '@registry/domain';
import { inTransaction, onDatabase } from '../database.ts';
import { readRow } from './record-row.ts';

const ALIVE = '(expires_at IS NULL OR expires_at > :now)';

/** What lists by the columns of one place, behind a position. */
function listing(partition: string, id: string, direction: 'ASC' | 'DESC'): string {
  return `
    SELECT *, ${id} AS listed_by FROM records
    WHERE ${partition} = :partition AND ${id} BETWEEN :from AND :to AND ${ALIVE}
      AND (${id}, partition, id) ${direction === 'ASC' ? '>' : '<'} (:afterListed, :afterPartition, :afterId)
    ORDER BY ${id} ${direction}, partition ${direction}, id ${direction} LIMIT :limit`;
}

/** Records in SQLite. One commit is one transaction, which also removes what has ended. */
export function createSqliteRecordStore(database: DatabaseSync, clock: Clock): RecordStore {
  const prepareListings = (partition: string, id: string) => ({
    ascending: database.prepare(listing(partition, id, 'ASC')),
    descending: database.prepare(listing(partition, id, 'DESC')),
  });
  const statements = {
    get: database.prepare(
      `SELECT * FROM records WHERE partition = :partition AND id = :id AND ${ALIVE}`,
    ),
    put: database.prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?)'),
    delete: database.prepare('DELETE FROM records WHERE partition = ? AND id = ?'),
    sweep: database.prepare('DELETE FROM records WHERE expires_at <= ?'),
    own: prepareListings('partition', 'id'),
    second: prepareListings('listed_partition', 'listed_id'),
  };
  const now = () => clock().getTime();

  const find = ({ partition, id }: RecordKey) => statements.get.get({ partition, id, now: now() });

  const apply = (change: RecordChange): void => {
    const { partition, id } = keyOf(change);
    if (change.kind === 'delete') statements.delete.run(partition, id);
    if (change.kind !== 'put') return;
    const { document, listedUnder, expiresAt } = change.record;
    statements.put.run(
      partition,
      id,
      JSON.stringify(document),
      revisionAfter(change.expected),
      listedUnder?.partition ?? null,
      listedUnder?.id ?? null,
      expiresAt?.getTime() ?? null,
    );
  };

  const list = (place: 'own' | 'second', partition: string, page: Page): RecordPage => {
    const asked = openListing(place, partition, page);
    if (asked === undefined) return { records: [] };
    const { from, to, descending, limit, after } = asked;
    const rows = statements[place][descending ? 'descending' : 'ascending'].all({
      partition,
      from,
      to,
      now: now(),
      // Without a position: one before, or behind, everything.
      afterListed: after?.listedId ?? (descending ? LAST_ID : ''),
      afterPartition: after?.key.partition ?? '',
      afterId: after?.key.id ?? '',
      limit: limit + 1,
    });
    const records = rows.slice(0, limit).map(readRow);
    const last = records.at(-1);
    const listedId = rows[limit - 1]?.['listed_by'];
    if (last === undefined || rows.length <= limit) return { records };
    return { records, next: asked.next({ listedId: String(listedId), key: last }) };
  };

  return {
    async get(key) {
      checkRecordKey(key);
      const row = onDatabase(() => find(key));
      return row && readRow(row);
    },
    list: async (partition, page) => onDatabase(() => list('own', partition, page)),
    listUnder: async (partition, page) => onDatabase(() => list('second', partition, page)),
    async commit(changes) {
      checkChanges(changes);
      return onDatabase(() =>
        inTransaction(database, () => {
          statements.sweep.run(now());
          const revisionOf = (change: RecordChange) =>
            find(keyOf(change))?.['revision'] ?? 'absent';
          if (changes.some((change) => revisionOf(change) !== change.expected)) return 'changed';
          changes.forEach(apply);
          return 'committed';
        }),
      );
    },
  };
}
