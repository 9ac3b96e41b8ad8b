import { type Actor, doneBy } from '../../audit/actor.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { InvalidError, NotFoundError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordReader } from '../../ports/record-store.ts';
import { commitRetrying } from '../../records/commit-retrying.ts';
import { identityKey, REVOCATIONS } from '../../records/keys.ts';
import type { Listed, ListPage } from '../../records/listing.ts';
import { addRevocation } from '../../revocation/add-revocation.ts';
import { readRevocationRecord, toRevocationRecord } from '../../revocation/revocation-record.ts';
import type { Revocation } from '../../revocation/revocations.ts';
import { HS256_PRINCIPAL, type Principal } from '../../values/principal.ts';
import type { ResourceName } from '../../values/resource-name.ts';
import type { RevocationId } from '../../values/revocation-id.ts';
import type { AccessDeps } from './access-deps.ts';

// No token lives longer, whatever the settings: a day, and the skew of clocks.
const MATTERS_MS = (24 * 60 * 60 + 60) * 1000;

/**
 * Ends tokens before their time: one, or all that somebody was given until now, with all that was
 * traded for it.
 *
 * @throws InvalidError for an identity that is not there, or a static token, UnavailableError where
 *   no more can be revoked
 */
export function createRevoke(deps: AccessDeps) {
  const { records, clock, newId } = deps;
  return (what: Revocation['what'], reason: string, actor: Actor): Promise<Revocation> => {
    if ('principal' in what && isStaticTokens(what.principal)) {
      // A revocation matters for a day, and these live for as long as whoever made them likes.
      throw new InvalidError(
        'A static token, with all that was traded for it, ends when it is deleted: DELETE /v1/tokens/{name}.',
      );
    }
    return commitRetrying(deps, async () => {
      if ('identity' in what) await checkIdentity(records, what.identity);
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

function isStaticTokens(principal: Principal): boolean {
  return principal.startsWith('token:') && principal !== HS256_PRINCIPAL;
}

/** A name that is mistyped would look like success, while the tokens that were meant live on. */
async function checkIdentity(records: RecordReader, name: ResourceName): Promise<void> {
  if ((await records.get(identityKey(name))) !== undefined) return;
  throw new InvalidError(
    `There is no identity "${name}". If it was deleted and its tokens may live on, revoke the principal "identity:${name}".`,
  );
}

/** What is left to do after a revocation; undefined where nothing is. */
export function leftToDo({ what }: Pick<Revocation, 'what'>): string | undefined {
  if (!('principal' in what) || what.principal !== HS256_PRINCIPAL) return undefined;
  return 'HS256 tokens themselves end with their secret: make another one, or take hs256 out of WAYS_IN, and 10 minutes later, when the old one is taken nowhere any more, revoke this again.';
}

/** Lets tokens count again. NotFoundError where no such revocation matters any more. */
export function createLiftRevocation(deps: AccessDeps) {
  const { records, clock } = deps;
  return (id: RevocationId, actor: Actor): Promise<void> =>
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
