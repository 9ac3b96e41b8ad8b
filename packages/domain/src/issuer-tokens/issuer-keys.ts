import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { TrustedIssuer } from '../identity/issuer.ts';
import type { Clock } from '../ports/clock.ts';
import { createRememberedKeys, type FetchIssuerKeys } from './remembered-keys.ts';
import { usableKeys } from './usable-keys.ts';

/**
 * Finds the key that a token of an issuer names. An error of jose where there is none,
 * UnavailableError where the issuer cannot be asked.
 */
export type IssuerKeys = (issuer: TrustedIssuer) => JWTVerifyGetKey;

const MAX_ISSUERS = 1000;

/** Keys of issuers: given with the issuer, or fetched there and remembered for each on its own. */
export function createIssuerKeys(deps: {
  readonly fetchKeys: FetchIssuerKeys;
  readonly clock: Clock;
}): IssuerKeys {
  const remembered = new LRUCache<string, JWTVerifyGetKey>({ max: MAX_ISSUERS });
  return ({ issuer, jwks }) => {
    if (jwks !== undefined) return createLocalJWKSet(usableKeys(jwks));
    const known = remembered.get(issuer) ?? createRememberedKeys(issuer, deps);
    remembered.set(issuer, known);
    return known;
  };
}
