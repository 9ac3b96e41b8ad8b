import type { RecordChange, RecordKey, RecordReader } from '../ports/record-store.ts';
import { referenceGuard } from './keys.ts';

/**
 * The changes that go with the first mention of the record at `key`: it is there as it was read,
 * and its guard has moved, so that whoever deletes it at the same time looks again.
 */
export async function refer(
  records: RecordReader,
  key: RecordKey,
  revision: number,
): Promise<RecordChange[]> {
  const guard = await records.get(referenceGuard(key));
  return [
    { kind: 'check', key, expected: revision },
    {
      kind: 'put',
      record: { ...referenceGuard(key), document: {} },
      expected: guard?.revision ?? 'absent',
    },
  ];
}

/**
 * The changes that delete the record at `key` as long as nobody has begun to refer to it. To be
 * read before the references are looked for, and committed when there were none.
 */
export async function deleteUnreferred(
  records: RecordReader,
  key: RecordKey,
  revision: number,
): Promise<RecordChange[]> {
  const guard = await records.get(referenceGuard(key));
  return [
    { kind: 'delete', key, expected: revision },
    guard === undefined
      ? { kind: 'check', key: referenceGuard(key), expected: 'absent' }
      : { kind: 'delete', key: referenceGuard(key), expected: guard.revision },
  ];
}

/** The changes that hold only as long as nobody has begun to refer to the record at `key`. */
export async function noNewReferences(
  records: RecordReader,
  key: RecordKey,
): Promise<RecordChange[]> {
  const guard = await records.get(referenceGuard(key));
  return [{ kind: 'check', key: referenceGuard(key), expected: guard?.revision ?? 'absent' }];
}
