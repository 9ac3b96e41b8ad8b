import type { Bearer } from './bearer.ts';
import type { Certainty } from './certainty.ts';
import type { IdentityMatch } from './identity.ts';
import { matchAwsBearer, matchWebIdentity } from './match-aws-bearer.ts';
import { matchTokenBearer } from './match-token-bearer.ts';

/**
 * Will a proof of theirs be one that is meant by `match`? The same as `matchesProof`, as far as
 * that can be told before there is a proof.
 */
export function matchesBearer(match: IdentityMatch, bearer: Bearer): Certainty {
  if (match.kind === 'token') {
    return bearer.kind === 'token' ? matchTokenBearer(match, bearer) : 'no';
  }
  return bearer.kind === 'aws' ? matchAwsBearer(match, bearer) : matchWebIdentity(match, bearer);
}
