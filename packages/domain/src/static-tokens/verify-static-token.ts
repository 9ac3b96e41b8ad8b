import { LRUCache } from 'lru-cache';
import type { Caller } from '../access/caller.ts';
import { UnauthenticatedError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordReader } from '../ports/record-store.ts';
import { tokenDigestKey } from '../records/keys.ts';
import type { TokenVerifier } from '../tokens/claims.ts';
import { bearerOfStaticToken, readStaticTokenRecord } from './static-token.ts';
import { digestOfStaticToken, isStaticToken } from './token-format.ts';

const MAX_REMEMBERED = 1000;

/**
 * Verifies static tokens by the digest under which they are kept: one read, whose answer (that
 * there is none, too) is remembered for `rememberSeconds`, so that a token that was deleted counts
 * on for so long at most. What does not look like one is refused without a read.
 */
export function createStaticTokenVerifier(deps: {
  readonly records: Pick<RecordReader, 'get'>;
  readonly clock: Clock;
  readonly rememberSeconds: number;
}): TokenVerifier {
  const { records, clock, rememberSeconds } = deps;
  const remembered = new LRUCache<string, { readonly caller: Caller | null; until: number }>({
    max: MAX_REMEMBERED,
  });

  const find = async (digest: string): Promise<Caller | null> => {
    const now = clock().getTime();
    const known = remembered.get(digest);
    if (known !== undefined && now < known.until) return known.caller;
    const record = await records.get(tokenDigestKey(digest));
    const caller = record ? bearerOfStaticToken(readStaticTokenRecord(record)) : null;
    remembered.set(digest, { caller, until: now + rememberSeconds * 1000 });
    return caller;
  };

  return async (token) => {
    const caller = isStaticToken(token) ? await find(digestOfStaticToken(token)) : null;
    if (caller === null || caller.expiresAt <= clock()) {
      throw new UnauthenticatedError(
        'invalid_token',
        'The static token is unknown here, has ended or was deleted; ask an administrator for a new one.',
      );
    }
    return caller;
  };
}
