import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../access/caller.ts';
import { InvalidError, UnauthenticatedError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { parsePrincipal } from '../values/principal.ts';
import { parseResourceName } from '../values/resource-name.ts';
import { parseScope } from '../values/scope.ts';
import {
  ACCESS_TOKEN_ALGORITHM,
  ACCESS_TOKEN_TYPE,
  CLOCK_SKEW_SECONDS,
  type TokenSettings,
  type TokenVerifier,
} from './claims.ts';
import { COMPACT, MAX_TOKEN_LENGTH } from './compact-form.ts';

const NOT_VALID = 'The access token is not valid for this registry; get a new one.';
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
    if (!COMPACT.test(token)) throw invalidToken(NOT_VALID);
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
  const { sub, iat, exp, jti } = payload;
  const {
    scope,
    act,
    origin,
    // One of an earlier version, which does not tell, is as old as can be.
    origin_iat = 0,
    through,
    identities = [],
    variables,
  }: Readonly<Record<string, unknown>> = payload;
  if (
    typeof sub !== 'string' ||
    typeof iat !== 'number' ||
    typeof exp !== 'number' ||
    typeof jti !== 'string' ||
    typeof scope !== 'string' ||
    !(act === undefined || isTexts(act)) ||
    !(origin === undefined || (typeof origin === 'string' && origin !== '')) ||
    typeof origin_iat !== 'number' ||
    !(through === undefined || isList(through)) ||
    !isList(identities) ||
    !(variables === undefined || isTexts(variables))
  ) {
    throw invalidToken('A claim of the access token has the wrong type.');
  }
  const expiresAt = new Date(exp * 1000);
  const issuedAt = new Date(iat * 1000);
  const originIssuedAt = new Date(Math.round(origin_iat * 1000));
  if (
    jti === '' ||
    [issuedAt, originIssuedAt, expiresAt].some((time) => Number.isNaN(time.getTime()))
  ) {
    throw invalidToken(NOT_VALID);
  }
  return {
    principal: parsePrincipal(sub),
    ...(act === undefined ? {} : { actor: parsePrincipal(act['sub'] ?? '') }),
    scope: parseScope(scope),
    issuedAt,
    expiresAt,
    tokenId: jti,
    ...(origin === undefined ? {} : { origin, originIssuedAt }),
    ...(through === undefined ? {} : { through }),
    identities: identities.map(parseResourceName),
    ...(variables === undefined ? {} : { variables }),
  };
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

function refusalOf(error: unknown): unknown {
  if (error instanceof UnauthenticatedError) return error;
  if (error instanceof errors.JWTExpired) {
    return invalidToken('The access token has expired; get a new one.', error);
  }
  if (error instanceof errors.JOSEError || error instanceof InvalidError) {
    return invalidToken(NOT_VALID, error);
  }
  return error;
}

function invalidToken(message: string, cause?: Error): UnauthenticatedError {
  return new UnauthenticatedError('invalid_token', message, { cause });
}
