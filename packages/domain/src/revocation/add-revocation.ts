import { UnavailableError } from '../errors.ts';
import type { RecordChange, RecordReader } from '../ports/record-store.ts';
import { REVOCATIONS } from '../records/keys.ts';
import { readRevocationRecord, toRevocationRecord } from './revocation-record.ts';
import { holderOf, type Revocation } from './revocations.ts';

interface Room {
  readonly most: number;
  readonly bytes: number;
  /** What to do when it is full. */
  readonly advice: string;
}

const KB = 1024;
const LIFT_OLD = 'lift those that are older than any token lives (TOKEN_MAX_LIFETIME_SECONDS)';

/**
 * One record holds them all, and every instance reads it all each minute; no record may be larger
 * than 350 KB. Each sort has room of its own in it, so that whatever fills one, the advice that
 * goes with it can be followed.
 */
const ROOMS = {
  token: {
    most: 1000,
    bytes: 225 * KB,
    advice: 'revoke everything of a principal or an identity, or lift what is no longer needed',
  },
  holder: { most: 250, bytes: 70 * KB, advice: LIFT_OLD },
  'static token': { most: 200, bytes: 50 * KB, advice: LIFT_OLD },
} as const satisfies Readonly<Record<string, Room>>;

/**
 * The change that adds `revocation` to those that still matter, in place of an older one of the
 * same. Those that anybody can make, of tokens of their own, take half of the room at most, so that
 * there is always some for an administrator's.
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
  const others = readRevocationRecord(stored, now).filter(
    ({ what }) => whichOf(what) !== whichOf(revocation.what),
  );
  checkRoom([...others, revocation], revocation, part === 'half' ? 2 : 1);
  const record = toRevocationRecord([...others, revocation]);
  return { kind: 'put', record, expected: stored?.revision ?? 'absent' };
}

function checkRoom(all: readonly Revocation[], added: Revocation, share: number): void {
  const sort = sortOf(added.what);
  const { most, bytes, advice } = ROOMS[sort];
  const there = all.filter(({ what }) => sortOf(what) === sort);
  const { document } = toRevocationRecord(there);
  const size = Buffer.byteLength(JSON.stringify(document));
  if (there.length <= most / share && size <= bytes / share) return;
  throw new UnavailableError(
    `No more of these can be revoked now; ${advice}, or wait: each is forgotten after a day.`,
    { retryAfterSeconds: 3600 },
  );
}

function sortOf(what: Revocation['what']): keyof typeof ROOMS {
  if ('jti' in what) return 'token';
  return holderOf(what).startsWith('token:') ? 'static token' : 'holder';
}

function whichOf(what: Revocation['what']): string {
  return 'jti' in what ? `jti:${what.jti}` : holderOf(what);
}
