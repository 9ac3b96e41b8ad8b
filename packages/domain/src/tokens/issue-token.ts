import { base64url } from 'jose';
import type { Clock } from '../ports/clock.ts';
import type { SigningKey } from '../ports/signing-key.ts';
import type { Principal } from '../values/principal.ts';
import { formatScope, type Scope } from '../values/scope.ts';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, type TokenSettings } from './claims.ts';

export interface TokenRequest {
  readonly principal: Principal;
  readonly scope: Scope;
  readonly lifetimeSeconds: number;
}

export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly scope: Scope;
}

export type TokenIssuer = (request: TokenRequest) => Promise<IssuedToken>;

/** Signs access tokens (RFC 9068). The caller has decided that the principal may have them. */
export function createTokenIssuer(deps: {
  readonly settings: TokenSettings;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly newId: () => string;
}): TokenIssuer {
  const { settings, key, clock, newId } = deps;
  return async ({ principal, scope, lifetimeSeconds }) => {
    const now = Math.floor(clock().getTime() / 1000);
    const { kid } = await key.publicJwk();
    const header = { typ: ACCESS_TOKEN_TYPE, alg: ACCESS_TOKEN_ALGORITHM, kid };
    const payload = {
      iss: settings.issuer,
      aud: settings.audience,
      sub: principal,
      iat: now,
      nbf: now,
      exp: now + lifetimeSeconds,
      jti: newId(),
      scope: formatScope(scope),
    };
    const input = `${encode(header)}.${encode(payload)}`;
    const signature = await key.sign(new TextEncoder().encode(input));
    return {
      accessToken: `${input}.${base64url.encode(signature)}`,
      expiresInSeconds: lifetimeSeconds,
      scope,
    };
  };
}

function encode(part: object): string {
  return base64url.encode(JSON.stringify(part));
}
