import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { UnavailableError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { usableKeys } from './usable-keys.ts';

/** The JWK set that an issuer shows under its URL, not looked at. Any trouble is an Error. */
export type FetchIssuerKeys = (issuer: string) => Promise<unknown>;

/** So long an issuer that takes a key back may still be believed. */
const LIFETIME_MS = 10 * 60 * 1000;
/** Anybody can name a key that nobody has; so often the issuer hears of it at most. */
const REFRESH_MS = 60 * 1000;
/** So long nobody asks an issuer again that has just failed. */
const FAILURE_MS = 5 * 1000;

interface Loaded {
  readonly find: JWTVerifyGetKey;
  /** Milliseconds, when they were asked for. */
  readonly at: number;
}

/**
 * The keys of one issuer, fetched when they are first needed. A key that is not among them is
 * looked for at the issuer once more: the first one at once, since that is what a rotation looks
 * like, later ones at most once a minute. Tokens with a known key never wait for that.
 */
export function createRememberedKeys(
  issuer: string,
  deps: { readonly fetchKeys: FetchIssuerKeys; readonly clock: Clock },
): JWTVerifyGetKey {
  const now = () => deps.clock().getTime();
  let keys: Loaded | undefined;
  let loading: Promise<Loaded> | undefined;
  let failed: { readonly at: number; readonly error: unknown } | undefined;
  let refreshedAt = Number.NEGATIVE_INFINITY;

  const fetch = async (): Promise<Loaded> => {
    const at = now();
    try {
      keys = { find: createLocalJWKSet(usableKeys(await deps.fetchKeys(issuer))), at };
      return keys;
    } catch (error) {
      failed = { at: now(), error };
      throw unreachable(issuer, FAILURE_MS, error);
    } finally {
      loading = undefined;
    }
  };

  const load = (): Promise<Loaded> => {
    if (loading !== undefined) return loading;
    const wait = failed === undefined ? 0 : failed.at + FAILURE_MS - now();
    if (wait > 0) return Promise.reject(unreachable(issuer, wait, failed?.error));
    loading = fetch();
    return loading;
  };

  const current = async (): Promise<Loaded> =>
    keys !== undefined && now() < keys.at + LIFETIME_MS ? keys : load();

  const newerThan = async (seen: Loaded): Promise<Loaded | undefined> => {
    if (keys !== undefined && keys !== seen) return keys;
    if (loading === undefined && now() < refreshedAt + REFRESH_MS) return undefined;
    const fresh = await load();
    refreshedAt = fresh.at;
    return fresh;
  };

  return async (header, token) => {
    const before = keys;
    const seen = await current();
    try {
      return await seen.find(header, token);
    } catch (error) {
      // Keys that came while this token waited are new enough; to wait twice is not.
      if (!(error instanceof errors.JWKSNoMatchingKey) || seen !== before) throw error;
      const fresh = await newerThan(seen);
      if (fresh === undefined) throw error;
      return fresh.find(header, token);
    }
  };
}

function unreachable(issuer: string, waitMs: number, cause: unknown): UnavailableError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new UnavailableError(
    `The keys of ${issuer} cannot be read now; try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds, cause },
  );
}
