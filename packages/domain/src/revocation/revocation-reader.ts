import type { Clock } from '../ports/clock.ts';
import type { RecordReader } from '../ports/record-store.ts';
import { REVOCATIONS } from '../records/keys.ts';
import { readRevocationRecord } from './revocation-record.ts';
import type { RevocationReader } from './revocations.ts';

/** Reads the revocations from their record each time: what was revoked a moment ago is there. */
export function createRevocationReader(
  records: Pick<RecordReader, 'get'>,
  clock: Clock,
): RevocationReader {
  return {
    read: async () => readRevocationRecord(await records.get(REVOCATIONS), clock()),
  };
}
