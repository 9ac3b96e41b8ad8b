import { UnavailableError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Revocation, RevocationReader } from './revocations.ts';

/** How much longer the last answer is good enough while none can be had. */
const GRACE_SECONDS = 300;
/** How soon a read that failed is tried again, where the interval is not shorter still. */
const RETRY_SECONDS = 5;

interface Known {
  readonly revocations: readonly Revocation[];
  /** When they were asked for, in milliseconds; what came later is not among them. */
  readonly asOf: number;
}

/**
 * A reader that asks `reader` once in `everySeconds`, and answers from memory meanwhile; requests
 * that come during a read wait for that one. While reads fail, which `onFailure` is told, one is
 * tried every 5 seconds and the last answer counts for 5 minutes more; after that, and where there
 * never was one, nobody can tell what is revoked: UnavailableError.
 */
export function refreshRevocations(
  reader: RevocationReader,
  deps: {
    readonly everySeconds: number;
    readonly clock: Clock;
    readonly onFailure: (error: unknown) => void;
  },
): RevocationReader {
  const { everySeconds, onFailure } = deps;
  const now = () => deps.clock().getTime();
  let known: Known | undefined;
  let nextRead = -Infinity;
  let reading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    const asOf = now();
    try {
      known = { revocations: await reader.read(), asOf };
      nextRead = asOf + everySeconds * 1000;
    } catch (error) {
      nextRead = now() + Math.min(everySeconds, RETRY_SECONDS) * 1000;
      onFailure(error);
    } finally {
      reading = undefined;
    }
  };

  return {
    async read() {
      if (now() >= nextRead) {
        reading ??= refresh();
        await reading;
      }
      if (known !== undefined && now() < known.asOf + (everySeconds + GRACE_SECONDS) * 1000) {
        return known.revocations;
      }
      throw new UnavailableError('Nobody can tell now which tokens are revoked; try again.');
    },
  };
}
