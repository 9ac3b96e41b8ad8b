import {
  type Clock,
  createRevocationReader,
  type RecordReader,
  refreshRevocations,
} from '@registry/domain';
import { createTokenVerifier, rejectRevoked, rememberVerified } from '@registry/domain/tokens';
import {
  type Authenticate,
  bearerAuthentication,
  gatewayAuthentication,
  type Logger,
} from '@registry/http';
import {
  type Environment,
  parseEnvironment,
  publicKeys,
  required,
  seconds,
} from '@registry/http/config';
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
      REVOCATION_REFRESH_SECONDS: seconds(60, 3600),
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
      readonly revocationRefreshSeconds: number;
    };

/** @throws ConfigError, also where nothing is said: who judges the tokens is never guessed */
export function parseAuthentication(environment: Environment): AuthenticationConfig {
  const settings = parseEnvironment(AuthenticationSettings, environment);
  if (settings.AUTHENTICATION === 'gateway') return { kind: 'gateway' };
  const { ISSUER: issuer, AUDIENCE: audience, JWKS: keys } = settings;
  const revocationRefreshSeconds = settings.REVOCATION_REFRESH_SECONDS;
  return { kind: 'bearer', issuer, audience, keys, revocationRefreshSeconds };
}

export function createAuthenticate(
  config: AuthenticationConfig,
  deps: {
    readonly records: Pick<RecordReader, 'get'>;
    readonly clock: Clock;
    readonly logger: Logger;
  },
): Authenticate {
  const { clock, records, logger } = deps;
  if (config.kind === 'gateway') return gatewayAuthentication(clock);
  const revocations = refreshRevocations(createRevocationReader(records, clock), {
    everySeconds: config.revocationRefreshSeconds,
    clock,
    onFailure: (err) => logger.error({ err }, 'what is revoked cannot be read'),
  });
  const verify = rememberVerified(createTokenVerifier(config, clock), clock);
  return bearerAuthentication(rejectRevoked(verify, revocations));
}
