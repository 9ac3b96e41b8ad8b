import {
  type Clock,
  checkChanges,
  checkRecordKey,
  compareIds,
  keyOf,
  openListing,
  type Page,
  type RecordChange,
  type RecordDocument,
  type RecordKey,
  type RecordPage,
  type RecordStore,
  revisionAfter,
  type StoredRecord,
} from '../index.ts';

interface Kept extends Omit<StoredRecord, 'document'> {
  /** JSON, so that nobody shares an object with the store. */
  readonly document: string;
}

/** The RecordStore of tests: a map, as atomic as JavaScript between two awaits. */
export function createMemoryRecordStore(clock: Clock): RecordStore {
  const kept = new Map<string, Kept>();
  const isAlive = ({ expiresAt }: Kept) => expiresAt === undefined || expiresAt > clock();
  const find = (key: RecordKey): Kept | undefined => {
    const found = kept.get(nameOf(key));
    return found && isAlive(found) ? found : undefined;
  };
  const isAsExpected = (change: RecordChange) =>
    (find(keyOf(change))?.revision ?? 'absent') === change.expected;

  const list = (
    place: 'own' | 'second',
    partition: string,
    page: Page,
    placeOf: (record: Kept) => RecordKey | undefined,
  ): RecordPage => {
    const listing = openListing(place, partition, page);
    if (listing === undefined) return { records: [] };
    const { from, to, after, limit } = listing;
    const direction = listing.descending ? -1 : 1;
    const found = [...kept.values()]
      .filter(isAlive)
      .flatMap((record) => {
        const listed = placeOf(record);
        return listed?.partition === partition
          ? [{ record, key: record, listedId: listed.id }]
          : [];
      })
      .filter(({ listedId }) => compareIds(listedId, from) >= 0 && compareIds(listedId, to) <= 0)
      .filter((position) => !after || direction * comparePositions(position, after) > 0)
      .toSorted((one, other) => direction * comparePositions(one, other));
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      records: shown.map(({ record }) => stored(record)),
      ...(last && found.length > limit ? { next: listing.next(last) } : {}),
    };
  };

  return {
    async get(key) {
      checkRecordKey(key);
      const found = find(key);
      return found && stored(found);
    },
    list: async (partition, page) => list('own', partition, page, (record) => record),
    listUnder: async (partition, page) =>
      list('second', partition, page, ({ listedUnder }) => listedUnder),
    async commit(changes) {
      checkChanges(changes);
      if (!changes.every(isAsExpected)) return 'changed';
      for (const change of changes) {
        if (change.kind === 'delete') kept.delete(nameOf(change.key));
        if (change.kind !== 'put') continue;
        const { record, expected } = change;
        kept.set(nameOf(record), {
          ...record,
          document: JSON.stringify(record.document),
          revision: revisionAfter(expected),
        });
      }
      return 'committed';
    },
  };
}

interface Position {
  readonly listedId: string;
  readonly key: RecordKey;
}

function comparePositions(one: Position, other: Position): number {
  return (
    compareIds(one.listedId, other.listedId) ||
    compareIds(one.key.partition, other.key.partition) ||
    compareIds(one.key.id, other.key.id)
  );
}

function stored(record: Kept): StoredRecord {
  const document: RecordDocument = JSON.parse(record.document);
  return { ...record, document };
}

function nameOf({ partition, id }: RecordKey): string {
  return JSON.stringify([partition, id]);
}
