import type { Caller } from '../access/caller.ts';
import type { AuditedRequest } from '../audit/audit-event.ts';
import type { GrantReader } from '../grants/grant-reader.ts';
import { commonScope, fullScope, heldBy } from '../grants/held-scope.ts';
import type { IssuedToken } from '../tokens/issue-token.ts';
import { includesScope, type Scope } from '../values/scope.ts';
import { createGiveToken, type GiveTokenDeps } from './give-token.ts';
import { ScopeTooWideError } from './token-refusals.ts';

export interface ExchangeRequest {
  readonly subject: Caller;
  /** Absent: as the subject token. */
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
    if (scope !== undefined && !includesScope(subject.scope, scope)) {
      throw new ScopeTooWideError('The scope is wider than that of the subject token.');
    }
    const { principal, identities, variables = {} } = subject;
    const standing = { principal, identities };
    const held = heldBy(await deps.grants(standing), variables, deps.clock());
    return giveToken({
      standing,
      askedBy: subject.actor ?? principal,
      held,
      variables,
      scope: scope ?? commonScope(subject.scope, fullScope(held)),
      lifetimeSeconds: asked.lifetimeSeconds,
      notAfter: subject.expiresAt,
      origin: subject.origin ?? subject.tokenId,
      way: 'access-token',
      request: asked.request,
    });
  };
}
