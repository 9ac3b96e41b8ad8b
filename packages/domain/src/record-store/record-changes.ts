import { InvalidError } from '../errors.ts';
import type { RecordChange, RecordKey } from '../ports/record-store.ts';
import { checkRecordKey } from './record-key.ts';

const MAX_CHANGES = 25;
// With its keys this stays below the 400 KB of a DynamoDB item, and so does the transaction.
const MAX_DOCUMENT_BYTES = 350 * 1024;

/** The record that a change is about. */
export function keyOf(change: RecordChange): RecordKey {
  return change.kind === 'put' ? change.record : change.key;
}

/** What a put makes the revision. */
export function revisionAfter(expected: number | 'absent'): number {
  return expected === 'absent' ? 1 : expected + 1;
}

/**
 * What no store takes, whatever it holds: RangeError where the caller has miscounted, InvalidError
 * where names or documents are too large.
 */
export function checkChanges(changes: readonly RecordChange[]): void {
  if (changes.length < 1 || changes.length > MAX_CHANGES) {
    throw new RangeError(`A commit is 1 to ${MAX_CHANGES} changes, not ${changes.length}.`);
  }
  const keys = changes.map(keyOf);
  keys.forEach(checkRecordKey);
  if (
    new Set(keys.map(({ partition, id }) => JSON.stringify([partition, id]))).size < keys.length
  ) {
    throw new RangeError('A commit changes each record once.');
  }
  const puts = changes.filter((change) => change.kind === 'put').map(({ record }) => record);
  for (const { listedUnder } of puts) if (listedUnder) checkRecordKey(listedUnder);
  const bytes = puts.reduce((sum, { document }) => sum + bytesOf(document), 0);
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  throw new InvalidError(
    `What is to be stored at once is ${bytes} bytes; at most ${MAX_DOCUMENT_BYTES} are taken.`,
  );
}

function bytesOf(document: object): number {
  return Buffer.byteLength(JSON.stringify(document));
}
