import { type Actor, doneBy } from '../../audit/actor.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../../errors.ts';
import { fitsAnyGateway } from '../../gateway/answer.ts';
import { heldUntil } from '../../grants/granting.ts';
import { heldBy } from '../../grants/held-scope.ts';
import type { WayInName } from '../../identity/ways-in.ts';
import type { RecordChange, RecordReader, StoredRecord } from '../../ports/record-store.ts';
import { commitRetrying } from '../../records/commit-retrying.ts';
import { STATIC_TOKENS, staticTokenKey, tokenDigestKey } from '../../records/keys.ts';
import type { Listed, ListPage } from '../../records/listing.ts';
import { addRevocation } from '../../revocation/add-revocation.ts';
import {
  bearerOfStaticToken,
  principalOfStaticToken,
  readStaticTokenRecord,
  type StaticToken,
  toStaticTokenRecord,
  toTokenDigestRecord,
} from '../../static-tokens/static-token.ts';
import {
  digestOfStaticToken,
  formatStaticToken,
  STATIC_TOKEN_BYTES,
} from '../../static-tokens/token-format.ts';
import type { ResourceName } from '../../values/resource-name.ts';
import { formatScope, formatScopeEntry, type Scope, scopeTooLong } from '../../values/scope.ts';
import type { AccessDeps } from './access-deps.ts';

/** What HS256 tokens are called. */
const RESERVED = ['hs256'];
const A_DAY_MS = 24 * 60 * 60 * 1000;

export interface NewStaticToken {
  readonly name: ResourceName;
  readonly scope: Scope;
  readonly expiresAt: Date;
}

/**
 * Makes a static token; `token` is shown this once and kept nowhere.
 *
 * @throws ForbiddenError where it would do more or last longer than who makes it, ConflictError
 *   where none is taken: it would be a secret that opens nothing, until somebody switches them on,
 *   InvalidError where its scope is too long
 */
export function createCreateStaticToken(
  deps: AccessDeps & {
    readonly randomBytes: (count: number) => Uint8Array;
    /** Those that are on. */
    readonly waysIn: readonly WayInName[];
    /** What stands in front of our paths in the API of a gateway; may be longer than that. */
    readonly basePath?: string;
  },
) {
  const { records, clock, waysIn, basePath } = deps;
  return (
    wanted: NewStaticToken,
    actor: Actor,
  ): Promise<{ readonly token: string; readonly stored: StaticToken }> => {
    const token = formatStaticToken(deps.randomBytes(STATIC_TOKEN_BYTES));
    return commitRetrying(deps, async () => {
      const now = clock();
      await checkTerms(deps, wanted, actor, now);
      if (!waysIn.includes('static')) {
        throw new ConflictError(
          'Static tokens are switched off here, and nothing would open with this one; add "static" to WAYS_IN (with Terraform: tokens.ways_in) first.',
        );
      }
      if ((await records.get(staticTokenKey(wanted.name))) !== undefined) {
        throw new ConflictError(`There is a token "${wanted.name}" already; delete it first.`);
      }
      const stored: StaticToken = {
        ...wanted,
        digest: digestOfStaticToken(token),
        createdBy: actor.caller.principal,
        createdAt: now,
      };
      if (!fitsAnyGateway(bearerOfStaticToken(stored), basePath)) throw scopeTooLong();
      const event = doneBy(actor, 'static_token.create', {
        name: wanted.name,
        scope: formatScope(wanted.scope),
        expires_at: wanted.expiresAt.toISOString(),
      });
      const changes: RecordChange[] = [
        { kind: 'put', record: toStaticTokenRecord(stored), expected: 'absent' },
        { kind: 'put', record: toTokenDigestRecord(stored), expected: 'absent' },
        auditChange(deps, event),
      ];
      return { changes, result: { token, stored } };
    });
  };
}

async function checkTerms(deps: AccessDeps, wanted: NewStaticToken, actor: Actor, now: Date) {
  const { name, scope, expiresAt } = wanted;
  if (RESERVED.includes(name)) {
    throw new InvalidError(`The name "${name}" is the registry's own; choose another one.`);
  }
  if (expiresAt <= now) throw new InvalidError('A token ends in the future.');
  const { caller } = actor;
  const held = heldBy(await deps.grants(caller), caller.variables ?? {}, now);
  for (const entry of scope) {
    const until = heldUntil({ caller, held }, entry);
    if (until !== undefined && until >= expiresAt.getTime()) continue;
    throw new ForbiddenError(
      `You cannot make a token with ${formatScopeEntry(entry)} until then: nobody gives more, or for longer, than they hold themselves.`,
    );
  }
}

/** Ends a static token and all that was traded for it. NotFoundError where there is none. */
export function createDeleteStaticToken(deps: AccessDeps) {
  return (name: ResourceName, actor: Actor): Promise<void> =>
    commitRetrying(deps, async () => {
      const record = await deps.records.get(staticTokenKey(name));
      if (record === undefined) throw new NotFoundError(`There is no token "${name}".`);
      const event = doneBy(actor, 'static_token.delete', { name });
      const changes = [
        ...(await endStaticToken(deps, record, actor.caller.principal)),
        auditChange(deps, event),
      ];
      return { changes, result: undefined };
    });
}

/** The changes that end the static token of `record`. */
export async function endStaticToken(
  { records, clock, newId }: Pick<AccessDeps, 'records' | 'clock' | 'newId'>,
  record: StoredRecord,
  by: StaticToken['createdBy'],
): Promise<RecordChange[]> {
  const { name, digest } = readStaticTokenRecord(record);
  const at = clock();
  const traded = {
    id: newId(),
    what: { principal: principalOfStaticToken(name) },
    reason: 'The static token was deleted.',
    by,
    at,
    expiresAt: new Date(at.getTime() + A_DAY_MS),
  };
  const found = await records.get(tokenDigestKey(digest));
  return [
    { kind: 'delete', key: staticTokenKey(name), expected: record.revision },
    ...(found
      ? [{ kind: 'delete' as const, key: tokenDigestKey(digest), expected: found.revision }]
      : []),
    await addRevocation(records, traded, at),
  ];
}

export function createListStaticTokens(deps: { readonly records: RecordReader }) {
  return async (page: ListPage): Promise<Listed<StaticToken>> => {
    const { records, next } = await deps.records.list(STATIC_TOKENS, page);
    return { items: records.map(readStaticTokenRecord), next };
  };
}
