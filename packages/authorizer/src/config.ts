import {
  basePath,
  type Environment,
  logLevel,
  parseEnvironment,
  publicKeys,
  required,
} from '@registry/http/config';
import * as z from 'zod/mini';

export const AuthorizerSettings = z.object({
  /** `iss` of the tokens, exactly. */
  ISSUER: required,
  /** Their `aud`. */
  AUDIENCE: required,
  /** The public keys, `{"keys":[…]}`: one, or two while they are rotated. */
  JWKS: publicKeys,
  /** Where our routes are in the REST API, a custom domain's own base path left out. */
  BASE_PATH: basePath,
  LOG_LEVEL: logLevel,
});

export interface AuthorizerConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: z.output<typeof publicKeys>;
  readonly basePath: string;
  readonly logLevel: string;
}

/** @throws ConfigError */
export function parseConfig(environment: Environment): AuthorizerConfig {
  const settings = parseEnvironment(AuthorizerSettings, environment);
  return {
    issuer: settings.ISSUER,
    audience: settings.AUDIENCE,
    keys: settings.JWKS,
    basePath: settings.BASE_PATH,
    logLevel: settings.LOG_LEVEL,
  };
}
