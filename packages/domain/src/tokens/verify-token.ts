import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../access/caller.ts';
import { InvalidError, UnauthenticatedError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { parsePrincipal } from '../values/principal.ts';
import { parseScope } from '../values/scope.ts';
import {
  ACCESS_TOKEN_ALGORITHM,
  ACCESS_TOKEN_TYPE,
  type TokenSettings,
  type TokenVerifier,
} from './claims.ts';

/** How far the clocks of issuer and verifier may lie apart. */
const CLOCK_SKEW_SECONDS = 30;
const MAX_TOKEN_LENGTH = 8192;
const REQUIRED_CLAIMS = ['iss', 'aud', 'sub', 'iat', 'nbf', 'exp', 'jti', 'scope'];

/**
 * Verifies access tokens against keys that are given, never fetched: RFC 9068 §4 with one
 * algorithm, a key named by `kid`, every claim required, and no network.
 */
export function createTokenVerifier(
  settings: TokenSettings & { readonly keys: JSONWebKeySet },
  clock: Clock,
): TokenVerifier {
  const keyOf = createLocalJWKSet(settings.keys);
  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH) throw invalidToken('The access token is too long.');
    try {
      const { payload } = await jwtVerify(
        token,
        (header, jws) => {
          if (typeof header.kid !== 'string') throw new errors.JWKSNoMatchingKey();
          return keyOf(header, jws);
        },
        {
          issuer: settings.issuer,
          audience: settings.audience,
          algorithms: [ACCESS_TOKEN_ALGORITHM],
          typ: ACCESS_TOKEN_TYPE,
          requiredClaims: REQUIRED_CLAIMS,
          clockTolerance: CLOCK_SKEW_SECONDS,
          currentDate: clock(),
        },
      );
      return callerOf(payload);
    } catch (error) {
      throw refusalOf(error);
    }
  };
}

function callerOf(payload: JWTPayload): Caller {
  const { sub, exp, jti } = payload;
  const scope = payload['scope'];
  if (
    typeof sub !== 'string' ||
    typeof exp !== 'number' ||
    typeof jti !== 'string' ||
    typeof scope !== 'string'
  ) {
    throw invalidToken('A claim of the access token has the wrong type.');
  }
  return {
    principal: parsePrincipal(sub),
    scope: parseScope(scope),
    expiresAt: new Date(exp * 1000),
    tokenId: jti,
  };
}

function refusalOf(error: unknown): unknown {
  if (error instanceof UnauthenticatedError) return error;
  if (error instanceof errors.JWTExpired) {
    return invalidToken('The access token has expired; get a new one.', error);
  }
  if (error instanceof errors.JOSEError || error instanceof InvalidError) {
    return invalidToken('The access token is not valid for this registry; get a new one.', error);
  }
  return error;
}

function invalidToken(message: string, cause?: Error): UnauthenticatedError {
  return new UnauthenticatedError('invalid_token', message, { cause });
}
