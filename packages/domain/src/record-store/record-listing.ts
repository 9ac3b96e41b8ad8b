import { hash } from 'node:crypto';
import { InvalidError } from '../errors.ts';
import type { Page, RecordKey } from '../ports/record-store.ts';
import {
  checkId,
  checkPartition,
  checkRecordKey,
  compareIds,
  FIRST_ID,
  LAST_ID,
} from './record-key.ts';

/** A record in a listing: its own key, and the id that it is listed by. */
export interface ListingPosition {
  readonly listedId: string;
  readonly key: RecordKey;
}

/** A page as a store reads it: ids from one to another, both included, behind a position. */
export interface RecordListing {
  readonly partition: string;
  readonly from: string;
  readonly to: string;
  readonly descending: boolean;
  readonly limit: number;
  readonly after?: ListingPosition;
  /** The cursor of the page that begins behind `last`. */
  next(last: ListingPosition): string;
}

/**
 * What `page` asks for; undefined where no id can be meant. `place` says by which of their places
 * records are listed, so that no cursor of the one is taken for one of the other.
 *
 * @throws InvalidError where the cursor is none of ours or of another question, or a name is none
 */
export function openListing(
  place: 'own' | 'second',
  partition: string,
  page: Page,
): RecordListing | undefined {
  checkPartition(partition);
  for (const bound of [page.prefix, page.from, page.to]) if (bound) checkId(bound);
  if (!(page.limit >= 1)) throw new RangeError('A page holds one record at least.');
  const prefix = page.prefix ?? '';
  const from = max(max(prefix, page.from ?? ''), FIRST_ID);
  const to = min(`${prefix}${LAST_ID}`, page.to ?? LAST_ID);
  if (compareIds(from, to) > 0) return undefined;
  const descending = page.descending ?? false;
  const question = hash(
    'sha256',
    JSON.stringify([place, partition, from, to, descending]),
    'base64url',
  );
  const after = page.cursor === undefined ? undefined : readCursor(question, page.cursor, from, to);
  return {
    partition,
    // What lies before the position need not be looked at again.
    from: descending ? from : (after?.listedId ?? from),
    to: descending ? (after?.listedId ?? to) : to,
    descending,
    limit: page.limit,
    ...(after === undefined ? {} : { after }),
    next: ({ listedId, key }) =>
      Buffer.from(JSON.stringify([question, listedId, key.partition, key.id])).toString(
        'base64url',
      ),
  };
}

function readCursor(question: string, cursor: string, from: string, to: string): ListingPosition {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts)) throw new TypeError('no list');
    const [asked, listedId, partition, id]: unknown[] = parts;
    if (asked !== question) throw new TypeError('another question');
    if (
      typeof listedId !== 'string' ||
      typeof partition !== 'string' ||
      typeof id !== 'string' ||
      compareIds(listedId, from) < 0 ||
      compareIds(listedId, to) > 0
    ) {
      throw new TypeError('no position');
    }
    const key = { partition, id };
    checkRecordKey(key);
    return { listedId, key };
  } catch (cause) {
    throw new InvalidError(
      'The cursor belongs to no list, or to another; begin again without one.',
      { cause },
    );
  }
}

function max(one: string, other: string): string {
  return compareIds(one, other) < 0 ? other : one;
}

function min(one: string, other: string): string {
  return compareIds(one, other) > 0 ? other : one;
}
