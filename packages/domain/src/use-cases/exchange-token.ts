import type { Caller } from '../access/caller.ts';
import type { IssuedToken, TokenIssuer } from '../tokens/issue-token.ts';
import { includesScope, type Scope } from '../values/scope.ts';
import { ScopeTooWideError } from './token-refusals.ts';

export interface ExchangeRequest {
  readonly subject: Caller;
  /** Absent: as the subject token. */
  readonly scope?: Scope;
  /** Absent: the default lifetime. */
  readonly lifetimeSeconds?: number;
}

/**
 * Trades a token for one that can do no more and lasts no longer (RFC 8693).
 *
 * @throws ScopeTooWideError, and what {@link TokenIssuer} throws
 */
export function createExchangeToken(deps: {
  readonly issue: TokenIssuer;
  readonly defaultLifetimeSeconds: number;
  readonly maxLifetimeSeconds: number;
}) {
  const { issue, defaultLifetimeSeconds, maxLifetimeSeconds } = deps;
  return async ({ subject, scope, lifetimeSeconds }: ExchangeRequest): Promise<IssuedToken> => {
    const wanted = scope ?? subject.scope;
    if (!includesScope(subject.scope, wanted)) {
      throw new ScopeTooWideError('The scope is wider than that of the subject token.');
    }
    return issue({
      principal: subject.principal,
      scope: wanted,
      lifetimeSeconds: Math.min(lifetimeSeconds ?? defaultLifetimeSeconds, maxLifetimeSeconds),
      notAfter: subject.expiresAt,
      origin: subject.origin ?? subject.tokenId,
      identities: subject.identities,
    });
  };
}
