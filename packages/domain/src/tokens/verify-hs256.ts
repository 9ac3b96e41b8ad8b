import { hash } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { UnauthenticatedError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { HS256_PRINCIPAL } from '../values/principal.ts';
import type { Scope } from '../values/scope.ts';
import { CLOCK_SKEW_SECONDS, type TokenVerifier } from './claims.ts';
import { COMPACT, MAX_TOKEN_LENGTH } from './compact-form.ts';

// RFC 7518 §3.2: a key as long as the digest at least. A shorter one can be guessed offline from
// any one token.
const MIN_SECRET_BYTES = 32;

/** The bytes of a shared secret, without a line break at its end; an Error where it is too short. */
export function parseHs256Secret(text: string): Uint8Array {
  const secret = new TextEncoder().encode(text.replace(/\r?\n$/, ''));
  if (secret.byteLength >= MIN_SECRET_BYTES) return secret;
  throw new Error(
    `The secret of HS256 tokens is shorter than ${MIN_SECRET_BYTES} bytes; make a longer one.`,
  );
}

/**
 * Verifies tokens of the registries that this one replaces: HS256 with a shared secret, and `exp`
 * as the only claim that counts. All of them are one principal with one scope, and none can be
 * revoked: that takes another secret. What they were traded for can be.
 */
export function createHs256Verifier(deps: {
  readonly secret: () => Promise<Uint8Array>;
  readonly scope: Scope;
  readonly clock: Clock;
}): TokenVerifier {
  const { secret, scope, clock } = deps;
  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH || !COMPACT.test(token)) throw notValid();
    const now = clock();
    const { payload, protectedHeader } = await jwtVerify(token, await secret(), {
      algorithms: ['HS256'],
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: now,
    }).catch(refuse);
    const { exp, iat = 0 } = payload;
    if (!isPlainType(protectedHeader.typ) || exp === undefined) throw notValid();
    const expiresAt = new Date(exp * 1000);
    if ([new Date(iat * 1000), expiresAt].some((time) => Number.isNaN(time.getTime())))
      throw notValid();
    return {
      principal: HS256_PRINCIPAL,
      scope,
      // What it says of its own age is whatever its maker likes; what it is traded for is as old
      // as that.
      issuedAt: now,
      expiresAt,
      // The token has no name of its own; whoever reads the log can tell two apart.
      tokenId: `hs256:${hash('sha256', token, 'base64url').slice(0, 22)}`,
      identities: [],
    };
  };
}

// RFC 8725 §3.11: one that says to be something else was made for something else.
function isPlainType(type: unknown): boolean {
  return type === undefined || (typeof type === 'string' && type.toUpperCase() === 'JWT');
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) {
    throw new UnauthenticatedError('invalid_token', 'The token has expired; get a new one.', {
      cause: error,
    });
  }
  throw error instanceof errors.JOSEError ? notValid(error) : error;
}

function notValid(cause?: Error): UnauthenticatedError {
  return new UnauthenticatedError(
    'invalid_token',
    'The token is not valid for this registry; get a new one.',
    { cause },
  );
}
