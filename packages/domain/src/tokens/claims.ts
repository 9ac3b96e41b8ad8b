import type { Caller } from '../access/caller.ts';

/** What every access token of this registry is bound to (RFC 9068). */
export interface TokenSettings {
  /** `iss`, exactly. */
  readonly issuer: string;
  /** `aud`. */
  readonly audience: string;
}

/** RFC 9068 §2.1: says that this JWT is an access token and nothing else. */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
export const ACCESS_TOKEN_ALGORITHM = 'ES256';

/** How far the clocks of issuer and verifier may lie apart. */
export const CLOCK_SKEW_SECONDS = 30;

/** Checks a bearer token and says who brought it; UnauthenticatedError where it does not hold. */
export type TokenVerifier = (token: string) => Promise<Caller>;
