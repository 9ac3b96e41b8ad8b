import { LRUCache } from 'lru-cache';
import type { Clock } from '../ports/clock.ts';
import type { RecordStore } from '../ports/record-store.ts';
import { staticTokenKey } from '../records/keys.ts';
import type { TokenVerifier } from '../tokens/claims.ts';
import { parseResourceName } from '../values/resource-name.ts';
import { readStaticTokenRecord, toStaticTokenRecord } from './static-token.ts';

const AN_HOUR_MS = 60 * 60 * 1000;
const MAX_REMEMBERED = 1000;

/**
 * A verifier of static tokens that also writes down when one was last used: at most once an hour
 * for each. To know it to the hour is worth no request, so that a failure is told to `onFailure`.
 */
export function noteUse(
  verify: TokenVerifier,
  deps: {
    readonly records: RecordStore;
    readonly clock: Clock;
    readonly onFailure: (error: unknown) => void;
  },
): TokenVerifier {
  const { records, clock, onFailure } = deps;
  const noted = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  const note = async (name: string, now: Date): Promise<void> => {
    const record = await records.get(staticTokenKey(parseResourceName(name)));
    if (record === undefined) return;
    const token = readStaticTokenRecord(record);
    if (isRecent(token.lastUsedAt?.getTime(), now)) return;
    // Changed meanwhile: somebody else has noted it, or it is deleted.
    await records.commit([
      {
        kind: 'put',
        record: toStaticTokenRecord({ ...token, lastUsedAt: now }),
        expected: record.revision,
      },
    ]);
  };

  return async (token) => {
    const caller = await verify(token);
    const now = clock();
    if (isRecent(noted.get(caller.principal), now)) return caller;
    noted.set(caller.principal, now.getTime());
    await note(caller.principal.slice('token:'.length), now).catch(onFailure);
    return caller;
  };
}

function isRecent(time: number | undefined, now: Date): boolean {
  return time !== undefined && now.getTime() - time < AN_HOUR_MS;
}
