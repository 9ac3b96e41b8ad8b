import { type Actor, doneBy } from '../../audit/actor.ts';
import type { AuditedRequest } from '../../audit/audit-event.ts';
import type { AuditDeps } from '../../audit/record-audit.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { InvalidError, UnauthenticatedError } from '../../errors.ts';
import { type CommitDeps, commitRetrying } from '../../records/commit-retrying.ts';
import { staticTokenKey, tokenDigestKey } from '../../records/keys.ts';
import { addRevocation } from '../../revocation/add-revocation.ts';
import { principalOfStaticToken, readStaticTokenRecord } from '../../static-tokens/static-token.ts';
import { digestOfStaticToken, isStaticToken } from '../../static-tokens/token-format.ts';
import type { TokenVerifier } from '../../tokens/claims.ts';
import { isTokenId } from '../../values/token-id.ts';
import { endStaticToken } from './static-tokens.ts';

const SKEW_MS = 60_000;

/**
 * Ends the token that its bearer brings (RFC 7009), with all that was traded for it. One that does
 * not hold has ended already: nothing is said about it.
 *
 * @throws InvalidError for a token that is none of ours and cannot be ended here
 */
export function createRevokeToken(
  deps: AuditDeps & CommitDeps & { readonly verify: TokenVerifier },
) {
  return async (token: string, request: AuditedRequest): Promise<void> => {
    if (isStaticToken(token)) return endStatic(deps, token, request);
    const caller = await deps.verify(token).catch((error: unknown) => {
      if (error instanceof UnauthenticatedError) return undefined;
      throw error;
    });
    if (caller === undefined) return;
    const { tokenId: jti, principal: by } = caller;
    if (!isTokenId(jti)) {
      throw new InvalidError('Only tokens of this registry can be revoked here.');
    }
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
