import { base64url } from 'jose';
import type { Caller } from '../access/caller.ts';
import { UnauthenticatedError } from '../errors.ts';
import { fitsAnyGateway } from '../gateway/answer.ts';
import type { Clock } from '../ports/clock.ts';
import type { SigningKey } from '../ports/signing-key.ts';
import type { Principal } from '../values/principal.ts';
import type { ResourceName } from '../values/resource-name.ts';
import { formatScope, type Scope, scopeTooLong } from '../values/scope.ts';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, type TokenSettings } from './claims.ts';

export interface TokenRequest {
  readonly principal: Principal;
  /** Who acts as that principal, where it is an identity (RFC 8693 §4.1, `act`). */
  readonly actor?: Principal;
  readonly scope: Scope;
  /** Whole seconds, at least 1. */
  readonly lifetimeSeconds: number;
  /** The token ends then at the latest, however long it was to live. */
  readonly notAfter?: Date;
  /** What it is traded for; absent where it is the first. */
  readonly origin?: TokenOrigin;
  /** Whom the principal acts as, where several identities matched it. */
  readonly identities?: readonly ResourceName[];
  /** Claims that grants with `{claim}` were filled with: what is left of the proof. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What a token was traded for, at once or in steps. */
export interface TokenOrigin {
  /** The `jti` of the first token. */
  readonly tokenId: string;
  /** When that one was given. */
  readonly issuedAt: Date;
  /** The `jti`s of those in between, the oldest first. */
  readonly through: readonly string[];
}

export interface IssuedToken {
  readonly accessToken: string;
  /** Its `jti`. */
  readonly tokenId: string;
  readonly expiresInSeconds: number;
  readonly scope: Scope;
}

/**
 * Signs access tokens (RFC 9068). The caller has decided that the principal may have them.
 *
 * @throws UnauthenticatedError where `notAfter` leaves not a second, InvalidError where the scope
 *   is too long for a token or for what is made of it at the gateway, UnavailableError where the
 *   key does not answer
 */
export type TokenIssuer = (request: TokenRequest) => Promise<IssuedToken>;

// What KMS signs at most of a RAW message (API reference, Sign); also keeps the header that
// carries the token far below the 10,240 bytes of headers that API Gateway takes.
const MAX_SIGNING_INPUT = 4096;

export function createTokenIssuer(deps: {
  readonly settings: TokenSettings;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly newId: () => string;
  /** What stands in front of our paths in the API of a gateway; may be longer than that. */
  readonly basePath?: string;
}): TokenIssuer {
  const { settings, key, clock, newId, basePath } = deps;
  return async (request) => {
    const { principal, actor, scope, lifetimeSeconds, notAfter, origin } = request;
    const { identities = [], variables = {} } = request;
    const now = secondsOf(clock());
    const exp = Math.min(now + lifetimeSeconds, notAfter ? secondsOf(notAfter) : Infinity);
    // Within the skew that verifiers allow, an expired token still counts; it earns nothing new.
    if (exp <= now) {
      throw new UnauthenticatedError('invalid_token', 'The token has expired; get a new one.');
    }
    const { kid } = await key.publicJwk();
    const header = { typ: ACCESS_TOKEN_TYPE, alg: ACCESS_TOKEN_ALGORITHM, kid };
    const tokenId = newId();
    const payload = {
      iss: settings.issuer,
      aud: settings.audience,
      sub: principal,
      ...(actor === undefined ? {} : { act: { sub: actor } }),
      iat: now,
      nbf: now,
      exp,
      jti: tokenId,
      scope: formatScope(scope),
      ...(origin === undefined ? {} : claimsOf(origin)),
      ...(identities.length === 0 ? {} : { identities }),
      ...(Object.keys(variables).length === 0 ? {} : { variables }),
    };
    const input = `${encode(header)}.${encode(payload)}`;
    const caller: Caller = {
      ...{ principal, scope, tokenId, identities, variables },
      ...(actor === undefined ? {} : { actor }),
      ...(origin === undefined ? {} : { origin: origin.tokenId }),
      issuedAt: new Date(now * 1000),
      expiresAt: new Date(exp * 1000),
    };
    if (input.length > MAX_SIGNING_INPUT || !fitsAnyGateway(caller, basePath)) {
      throw scopeTooLong();
    }
    const signature = await key.sign(new TextEncoder().encode(input));
    return {
      accessToken: `${input}.${base64url.encode(signature)}`,
      tokenId,
      expiresInSeconds: exp - now,
      scope,
    };
  };
}

function claimsOf({ tokenId, issuedAt, through }: TokenOrigin): object {
  return {
    origin: tokenId,
    // With a fraction, where the first token was not one of ours: a name that was given to another
    // static token in the second of its deletion is not taken for the deleted one.
    origin_iat: issuedAt.getTime() / 1000,
    ...(through.length === 0 ? {} : { through }),
  };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function encode(part: object): string {
  return base64url.encode(JSON.stringify(part));
}
