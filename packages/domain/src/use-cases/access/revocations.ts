import { type Actor, doneBy } from '../../audit/actor.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { InvalidError, NotFoundError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordReader } from '../../ports/record-store.ts';
import { commitRetrying } from '../../records/commit-retrying.ts';
import { REVOCATIONS } from '../../records/keys.ts';
import type { Listed, ListPage } from '../../records/listing.ts';
import { addRevocation } from '../../revocation/add-revocation.ts';
import { readRevocationRecord, toRevocationRecord } from '../../revocation/revocation-record.ts';
import type { Revocation } from '../../revocation/revocations.ts';
import { HS256_PRINCIPAL, type Principal } from '../../values/principal.ts';
import type { AccessDeps } from './access-deps.ts';

// No token lives longer, whatever the settings: a day, and the skew of clocks.
const MATTERS_MS = (24 * 60 * 60 + 60) * 1000;

/** Ends tokens before their time: one, or all that somebody was given until now. */
export function createRevoke(deps: AccessDeps) {
  const { records, clock, newId } = deps;
  return (what: Revocation['what'], reason: string, actor: Actor): Promise<Revocation> => {
    if ('principal' in what && what.principal.startsWith('token:')) {
      throw new InvalidError(endOf(what.principal));
    }
    return commitRetrying(deps, async () => {
      const at = clock();
      const expiresAt = new Date(at.getTime() + MATTERS_MS);
      const by = actor.caller.principal;
      const revocation = { id: newId(), what, reason, by, at, expiresAt };
      const event = doneBy(actor, 'revocation.create', { id: revocation.id, ...what, reason });
      const change = await addRevocation(records, revocation, at);
      return { changes: [change, auditChange(deps, event)], result: revocation };
    });
  };
}

// A revocation matters for a day, and these live for as long as whoever made them likes.
function endOf(principal: Principal): string {
  return principal === HS256_PRINCIPAL
    ? 'HS256 tokens end with their secret: make another one, or take hs256 out of WAYS_IN.'
    : 'A static token ends when it is deleted: DELETE /v1/tokens/{name}.';
}

/** Lets tokens count again. NotFoundError where no such revocation matters any more. */
export function createLiftRevocation(deps: AccessDeps) {
  const { records, clock } = deps;
  return (id: string, actor: Actor): Promise<void> =>
    commitRetrying(deps, async () => {
      const stored = await records.get(REVOCATIONS);
      const all = readRevocationRecord(stored, clock());
      const lifted = all.find((one) => one.id === id);
      if (stored === undefined || lifted === undefined) {
        throw new NotFoundError('There is no such revocation, or it matters no more.');
      }
      const record = toRevocationRecord(all.filter((one) => one !== lifted));
      const event = doneBy(actor, 'revocation.delete', { id, ...lifted.what });
      return {
        changes: [{ kind: 'put', record, expected: stored.revision }, auditChange(deps, event)],
        result: undefined,
      };
    });
}

/** All that still matter, the newest first. */
export function createListRevocations(deps: {
  readonly records: RecordReader;
  readonly clock: Clock;
}) {
  return async ({ limit, cursor = '0' }: ListPage): Promise<Listed<Revocation>> => {
    if (!/^\d{1,9}$/.test(cursor)) {
      throw new InvalidError('The cursor belongs to no list; begin again without one.');
    }
    const all = readRevocationRecord(await deps.records.get(REVOCATIONS), deps.clock()).reverse();
    const end = Number(cursor) + limit;
    return {
      items: all.slice(Number(cursor), end),
      next: end < all.length ? String(end) : undefined,
    };
  };
}
