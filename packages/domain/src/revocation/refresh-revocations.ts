import { type RefreshDeps, refreshed } from '../refresh/refreshed.ts';
import type { RevocationReader } from './revocations.ts';

/** How long an outage of the store may last before nobody is let in any more. */
const GRACE_SECONDS = 300;

/**
 * A reader that asks `reader` once in `everySeconds`, however many requests there are. Where it
 * cannot be asked, what was known counts for 5 minutes more: an outage that short takes nobody's
 * access, and a longer one cannot be used to keep a revoked token alive.
 */
export function refreshRevocations(
  reader: RevocationReader,
  deps: Omit<RefreshDeps, 'graceSeconds' | 'unavailable'>,
): RevocationReader {
  const read = refreshed(() => reader.read(), {
    ...deps,
    graceSeconds: GRACE_SECONDS,
    unavailable: 'Nobody can tell now which tokens are revoked; try again.',
  });
  return { read };
}
