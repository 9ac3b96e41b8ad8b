import type { System } from '../system.ts';
import { NetworkError } from './network-error.ts';

export const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;
/** A server that wants us to wait longer than this is better tried by the person. */
const LONGEST_PAUSE_MS = 60_000;
/** Said before anything was done, so that any request may be made again (RFC 6585, RFC 9110). */
const NOT_NOW: readonly number[] = [429, 503];
/** Said by a gateway that lost sight of the server: safe only where a repetition is. */
const LOST: readonly number[] = [502, 504];

export interface Retries {
  readonly system: Pick<System, 'sleep' | 'random' | 'now' | 'signal'>;
  /** A sentence about the pause that is about to be made. */
  readonly say: (sentence: string) => void;
}

/**
 * Makes `attempt` again when that can help: after a refusal that is about the moment, and, where
 * the request is `repeatable`, after a broken connection. The last answer is the caller's to read.
 */
export async function withRetries<T extends Pick<Response, 'status' | 'headers'>>(
  attempt: () => Promise<T>,
  repeatable: boolean,
  { system, say }: Retries,
): Promise<T> {
  for (let count = 1; ; count += 1) {
    const outcome = await settle(attempt);
    if (count === MAX_ATTEMPTS || system.signal.aborted) return finish(outcome);
    const pause = pauseAfter(outcome, repeatable, count, system);
    if (pause === undefined || pause > LONGEST_PAUSE_MS) return finish(outcome);
    say(
      `${reasonOf(outcome)}; trying again in ${Math.ceil(pause / 1000)} s (attempt ${count + 1} of ${MAX_ATTEMPTS})`,
    );
    await system.sleep(pause, system.signal);
  }
}

type Outcome<T> = { readonly answer: T } | { readonly error: unknown };

async function settle<T>(attempt: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await attempt() };
  } catch (error) {
    return { error };
  }
}

function reasonOf(outcome: Outcome<Pick<Response, 'status'>>): string {
  if ('answer' in outcome) return `the registry is busy (status ${outcome.answer.status})`;
  return outcome.error instanceof NetworkError ? outcome.error.reason : '';
}

function finish<T>(outcome: Outcome<T>): T {
  if ('answer' in outcome) return outcome.answer;
  throw outcome.error;
}

function pauseAfter(
  outcome: Outcome<Pick<Response, 'status' | 'headers'>>,
  repeatable: boolean,
  count: number,
  { random, now }: Retries['system'],
): number | undefined {
  const backoff = FIRST_PAUSE_MS * 2 ** (count - 1) * (1 + random());
  if ('error' in outcome) {
    const passing = outcome.error instanceof NetworkError && !outcome.error.lasting;
    return repeatable && passing ? backoff : undefined;
  }
  const { status, headers } = outcome.answer;
  if (LOST.includes(status)) return repeatable ? backoff : undefined;
  if (!NOT_NOW.includes(status)) return undefined;
  const asked = retryAfter(headers.get('retry-after'), now());
  // A little more than asked, so that all who were sent away do not come back at once.
  return asked === undefined ? backoff : asked + random() * FIRST_PAUSE_MS;
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfter(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
