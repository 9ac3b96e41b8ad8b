import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../access/caller.ts';
import type { Clock } from '../ports/clock.ts';
import type { TokenVerifier } from './claims.ts';

/**
 * A verifier that checks the signature of a token once and remembers the answer, by the token's
 * digest and for at most `max` tokens, until the token expires. Refusals are not remembered.
 */
export function rememberVerified(verify: TokenVerifier, clock: Clock, max = 1000): TokenVerifier {
  const verified = new LRUCache<string, Caller>({ max });
  return async (token) => {
    const digest = hash('sha256', token, 'base64');
    const known = verified.get(digest);
    if (known !== undefined && known.expiresAt > clock()) return known;
    verified.delete(digest);
    const caller = await verify(token);
    verified.set(digest, caller);
    return caller;
  };
}
