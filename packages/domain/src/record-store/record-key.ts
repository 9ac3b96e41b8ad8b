import { InvalidError } from '../errors.ts';
import type { RecordKey } from '../ports/record-store.ts';

// DynamoDB takes 2,048 bytes of partition key and 1,024 of sort key; an id stays below that, so
// that the end of a range still fits.
const MAX_PARTITION_BYTES = 2048;
const MAX_ID_BYTES = 1000;

/** Stands before every id, and after every one that begins with what it is appended to. */
export const FIRST_ID = ' ';
export const LAST_ID = '\u{10ffff}';

// Of a lone surrogate every store would make the same replacement character.
const CHARACTERS = /^[ -\u{d7ff}\u{e000}-\u{10fffe}]+$/u;

/** InvalidError unless a record can lie at `key`. */
export function checkRecordKey({ partition, id }: RecordKey): void {
  checkPartition(partition);
  checkId(id);
}

export function checkPartition(partition: string): void {
  check(partition, MAX_PARTITION_BYTES);
}

export function checkId(id: string): void {
  check(id, MAX_ID_BYTES);
}

/** The order of ids: that of their bytes in UTF-8, which for emoji is not that of JavaScript. */
export function compareIds(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function check(text: string, maxBytes: number): void {
  if (CHARACTERS.test(text) && Buffer.byteLength(text) <= maxBytes) return;
  throw new InvalidError(
    'A name in this request is empty, too long, or holds control characters; use a shorter, plain one.',
  );
}
