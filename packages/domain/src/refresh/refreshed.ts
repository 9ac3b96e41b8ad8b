import { UnavailableError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';

/** How soon a read that failed is tried again, where the interval is not shorter still. */
const RETRY_SECONDS = 5;

export interface RefreshDeps {
  /** How old an answer may be. */
  readonly everySeconds: number;
  /** How much older, while no newer one can be had. */
  readonly graceSeconds: number;
  readonly clock: Clock;
  /** Is told why a read failed; never called at the expense of a request. */
  readonly onFailure: (error: unknown) => void;
  /** For the UnavailableError, where there is no answer that is new enough. */
  readonly unavailable: string;
}

/**
 * Reads once in `everySeconds` and answers from memory meanwhile; whoever asks during a read waits
 * for that one. While reads fail, one is tried every 5 seconds and the last answer counts on for
 * `graceSeconds`; after that, and where there never was one, UnavailableError.
 */
export function refreshed<T>(read: () => Promise<T>, deps: RefreshDeps): () => Promise<T> {
  const { everySeconds, graceSeconds, onFailure, unavailable } = deps;
  const now = () => deps.clock().getTime();
  // `asOf`: when it was asked for. What came to be later is not in it.
  let known: { readonly value: T; readonly asOf: number } | undefined;
  let nextRead = -Infinity;
  let reading: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    const asOf = now();
    try {
      known = { value: await read(), asOf };
      nextRead = asOf + everySeconds * 1000;
    } catch (error) {
      nextRead = now() + Math.min(everySeconds, RETRY_SECONDS) * 1000;
      onFailure(error);
    } finally {
      reading = undefined;
    }
  };

  return async () => {
    if (now() >= nextRead) {
      reading ??= refresh();
      await reading;
    }
    if (known !== undefined && now() < known.asOf + (everySeconds + graceSeconds) * 1000) {
      return known.value;
    }
    throw new UnavailableError(unavailable);
  };
}
