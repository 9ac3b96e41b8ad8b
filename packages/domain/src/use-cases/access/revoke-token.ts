import { type Actor, doneBy } from '../../audit/actor.ts';
import type { AuditedRequest } from '../../audit/audit-event.ts';
import type { AuditDeps } from '../../audit/record-audit.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { InvalidError, UnauthenticatedError } from '../../errors.ts';
import { type CommitDeps, commitRetrying } from '../../records/commit-retrying.ts';
import { staticTokenKey, tokenDigestKey } from '../../records/keys.ts';
import { addRevocation } from '../../revocation/add-revocation.ts';
import { principalOfStaticToken, readStaticTokenRecord } from '../../static-tokens/static-token.ts';
import { digestOfStaticToken } from '../../static-tokens/token-format.ts';
import type { TokenVerifier } from '../../tokens/claims.ts';
import type { TokenKind } from '../../tokens/verify-by-kind.ts';
import { endStaticToken } from './static-tokens.ts';

const SKEW_MS = 60_000;

/**
 * Ends the token that its bearer brings (RFC 7009), with all that was traded for it. One that does
 * not hold has ended already: nothing is said about it.
 *
 * @throws InvalidError for a token of a kind that cannot be ended here, whether that kind is
 *   switched on or not
 */
export function createRevokeToken(
  deps: AuditDeps &
    CommitDeps & {
      readonly verify: TokenVerifier;
      readonly kindOf: (token: string) => TokenKind;
    },
) {
  return async (token: string, request: AuditedRequest): Promise<void> => {
    const kind = deps.kindOf(token);
    if (kind === 'static') return endStatic(deps, token, request);
    if (kind !== 'own') throw new InvalidError(ENDS_ELSEWHERE[kind]);
    const caller = await deps.verify(token).catch((error: unknown) => {
      if (error instanceof UnauthenticatedError) return undefined;
      throw error;
    });
    if (caller === undefined) return;
    const { tokenId: jti, principal: by } = caller;
    await commitRetrying(deps, async () => {
      const at = deps.clock();
      const revocation = {
        id: deps.newId(),
        what: { jti },
        reason: 'Its bearer has revoked it.',
        by,
        at,
        expiresAt: new Date(caller.expiresAt.getTime() + SKEW_MS),
      };
      const event = doneBy({ caller, request }, 'token.revoke', { jti });
      const change = await addRevocation(deps.records, revocation, at, 'half');
      return { changes: [change, auditChange(deps, event)], result: undefined };
    });
  };
}

const ENDS_ELSEWHERE = {
  hs256:
    'An HS256 token cannot be ended alone: an administrator changes the secret, and revokes the principal token:hs256.',
  external: 'The token is not one of this registry; its issuer can end it.',
};

async function endStatic(
  deps: AuditDeps & CommitDeps,
  token: string,
  request: AuditedRequest,
): Promise<void> {
  await commitRetrying(deps, async () => {
    const nothing = { changes: [], result: undefined };
    const found = await deps.records.get(tokenDigestKey(digestOfStaticToken(token)));
    const name = found && readStaticTokenRecord(found).name;
    const record = name && (await deps.records.get(staticTokenKey(name)));
    if (!name || !record) return nothing;
    const { scope, expiresAt, createdAt: issuedAt } = readStaticTokenRecord(record);
    const principal = principalOfStaticToken(name);
    const caller = { principal, scope, expiresAt, issuedAt, identities: [], tokenId: name };
    const actor: Actor = { caller, request };
    const event = doneBy(actor, 'token.revoke', { name });
    const changes = await endStaticToken(deps, record, principal);
    return { changes: [...changes, auditChange(deps, event)], result: undefined };
  });
}
