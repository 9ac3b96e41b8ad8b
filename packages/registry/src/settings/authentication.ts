import type { Clock } from '@registry/domain';
import { createTokenVerifier, rememberVerified } from '@registry/domain/tokens';
import { type Authenticate, bearerAuthentication, gatewayAuthentication } from '@registry/http';
import { type Environment, parseEnvironment, publicKeys, required } from '@registry/http/config';
import * as z from 'zod/mini';

export const AuthenticationSettings = z.discriminatedUnion(
  'AUTHENTICATION',
  [
    z.object({ AUTHENTICATION: z.literal('gateway') }),
    z.object({
      AUTHENTICATION: z.literal('bearer'),
      ISSUER: required,
      AUDIENCE: required,
      JWKS: publicKeys,
    }),
  ],
  'must be gateway or bearer',
);

/** Who judges the tokens: the gateway's authorizer, or the function itself. */
export type AuthenticationConfig =
  | { readonly kind: 'gateway' }
  | {
      readonly kind: 'bearer';
      readonly issuer: string;
      readonly audience: string;
      readonly keys: z.output<typeof publicKeys>;
    };

/** @throws ConfigError, also where nothing is said: who judges the tokens is never guessed */
export function parseAuthentication(environment: Environment): AuthenticationConfig {
  const settings = parseEnvironment(AuthenticationSettings, environment);
  if (settings.AUTHENTICATION === 'gateway') return { kind: 'gateway' };
  const { ISSUER: issuer, AUDIENCE: audience, JWKS: keys } = settings;
  return { kind: 'bearer', issuer, audience, keys };
}

export function createAuthenticate(config: AuthenticationConfig, clock: Clock): Authenticate {
  if (config.kind === 'gateway') return gatewayAuthentication(clock);
  return bearerAuthentication(rememberVerified(createTokenVerifier(config, clock), clock));
}
