import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../access/caller.ts';
import { UnauthenticatedError } from '../errors.ts';
import { usedVariables } from '../grants/granted-namespace.ts';
import { heldBy, lastingScope, takeFrom } from '../grants/held-scope.ts';
import type { TokenProof } from '../identity/proof.ts';
import { variablesOf } from '../identity/proof-variables.ts';
import type { Resolved, ResolveProof } from '../identity/resolve-proof.ts';
import type { Clock } from '../ports/clock.ts';
import type { TokenVerifier } from './claims.ts';

const MAX_REMEMBERED = 1000;
// As a token of ours lasts. A gateway goes on with what it was told of the token for a while, and
// refuses all once that has ended.
const LASTING_MS = 15 * 60 * 1000;

/**
 * Verifies tokens of trusted issuers that are brought here directly, in place of one of ours: good
 * for all that identities and grants give their bearer. What was found out is remembered for
 * `rememberSeconds`, so that a grant or an issuer that is taken away counts on for so long at most.
 */
export function createExternalVerifier(deps: {
  /** As `IssuerTokenVerifier`. */
  readonly prove: (token: string) => Promise<TokenProof>;
  readonly resolve: ResolveProof;
  readonly clock: Clock;
  readonly rememberSeconds: number;
}): TokenVerifier {
  const { prove, resolve, clock, rememberSeconds } = deps;
  const remembered = new LRUCache<string, { readonly caller: Caller; readonly until: number }>({
    max: MAX_REMEMBERED,
  });
  return async (token) => {
    const digest = hash('sha256', token, 'base64url');
    const now = clock();
    const known = remembered.get(digest);
    if (known && now.getTime() < known.until && now < known.caller.expiresAt) return known.caller;
    remembered.delete(digest);
    const proof = await prove(token);
    const resolved = await resolve(proof, undefined);
    if ('reason' in resolved) throw nothingGranted();
    const caller = callerOf(proof, resolved, now, `external:${digest.slice(0, 22)}`);
    remembered.set(digest, { caller, until: now.getTime() + rememberSeconds * 1000 });
    return caller;
  };
}

function callerOf(proof: TokenProof, resolved: Resolved, now: Date, tokenId: string): Caller {
  const variables = variablesOf(proof);
  const held = heldBy(resolved.grants, variables, now);
  const scope = lastingScope(held, Math.min(proof.expiresAt.getTime(), now.getTime() + LASTING_MS));
  if (scope.length === 0) throw nothingGranted();
  const { from, endsAt } = takeFrom(held, scope);
  const { iat } = proof.claims;
  return {
    principal: resolved.principal,
    actor: proof.principal,
    identities: resolved.identities,
    scope,
    issuedAt: new Date(Number(iat) * 1000),
    expiresAt: new Date(Math.min(proof.expiresAt.getTime(), endsAt)),
    tokenId,
    variables: usedVariables(from, variables),
  };
}

function nothingGranted(): UnauthenticatedError {
  return new UnauthenticatedError(
    'invalid_token',
    'Nothing is granted here to the bearer of this token; an administrator can change that.',
  );
}
