import type { Caller } from '../access/caller.ts';
import type { AuditedRequest } from '../audit/audit-event.ts';
import type { GrantReader } from '../grants/grant-reader.ts';
import { heldBy } from '../grants/held-scope.ts';
import type { IssuedToken, TokenOrigin } from '../tokens/issue-token.ts';
import type { Scope } from '../values/scope.ts';
import { createGiveToken, type GiveTokenDeps } from './give-token.ts';

export interface ExchangeRequest {
  readonly subject: Caller;
  /** Absent: as the subject token, as far as it lasts. */
  readonly scope?: Scope;
  /** Absent: the default lifetime. */
  readonly lifetimeSeconds?: number;
  readonly request: AuditedRequest;
}

/**
 * Trades a token for one that can do no more and lasts no longer (RFC 8693). What was taken away
 * since the subject token was given is not traded on; whether the token itself was revoked, the
 * verifier has said.
 *
 * @throws ScopeTooWideError, NotGrantedError, and what the token issuer throws
 */
export function createExchangeToken(deps: GiveTokenDeps & { readonly grants: GrantReader }) {
  const giveToken = createGiveToken(deps);
  return async ({ subject, scope, ...asked }: ExchangeRequest): Promise<IssuedToken> => {
    const { principal, identities, variables = {} } = subject;
    const standing = { principal, identities };
    const held = heldBy(await deps.grants(standing), variables, deps.clock());
    return giveToken({
      standing,
      askedBy: subject.actor ?? principal,
      held,
      within: subject.scope,
      variables,
      scope,
      lifetimeSeconds: asked.lifetimeSeconds,
      notAfter: subject.expiresAt,
      origin: originOf(subject),
      way: 'access-token',
      request: asked.request,
    });
  };
}

function originOf(subject: Caller): TokenOrigin {
  const { origin, originIssuedAt, through = [], tokenId, issuedAt } = subject;
  if (origin === undefined) return { tokenId, issuedAt, through: [] };
  const since = originIssuedAt ?? issuedAt;
  return { tokenId: origin, issuedAt: since, through: [...through, tokenId] };
}
