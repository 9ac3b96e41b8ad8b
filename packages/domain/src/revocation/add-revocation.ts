import { UnavailableError } from '../errors.ts';
import type { RecordChange, RecordReader } from '../ports/record-store.ts';
import { REVOCATIONS } from '../records/keys.ts';
import { readRevocationRecord, toRevocationRecord } from './revocation-record.ts';
import type { Revocation } from './revocations.ts';

// One record holds them all, and every instance reads it all each minute.
const MAX_REVOCATIONS = 1000;
const MAX_BYTES = 300 * 1024;

/**
 * The change that adds `revocation` to those that still matter. Those that anybody can make, of
 * tokens of their own, take half of the room at most, so that there is always some for an
 * administrator's.
 *
 * @throws UnavailableError where there is no room
 */
export async function addRevocation(
  records: RecordReader,
  revocation: Revocation,
  now: Date,
  part: 'all' | 'half' = 'all',
): Promise<RecordChange> {
  const stored = await records.get(REVOCATIONS);
  const record = toRevocationRecord([...readRevocationRecord(stored, now), revocation]);
  const { revocations } = record.document;
  const share = part === 'half' ? 2 : 1;
  const isFull =
    (Array.isArray(revocations) && revocations.length > MAX_REVOCATIONS / share) ||
    Buffer.byteLength(JSON.stringify(record.document)) > MAX_BYTES / share;
  if (isFull) {
    throw new UnavailableError(
      'No more can be revoked one by one now; revoke everything of a principal or an identity, or lift what is no longer needed.',
      { retryAfterSeconds: 3600 },
    );
  }
  return { kind: 'put', record, expected: stored?.revision ?? 'absent' };
}
