import type { Principal, Scope, WayInName } from '@registry/domain';
import {
  administrators,
  basePath,
  ConfigError,
  type Environment,
  hosts,
  hs256Scope,
  logLevel,
  parseEnvironment,
  publicKeys,
  required,
  seconds,
  waysIn,
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
  /** Where revocations are, and what else tokens are judged by; absent: nothing is revoked. */
  TABLE_NAME: z.optional(z.string()),
  REVOCATION_REFRESH_SECONDS: seconds(60, 3600),
  /** Of the ways in, those for tokens that are brought here: static, hs256, external-jwt. */
  WAYS_IN: waysIn,
  HS256_SECRET_ARN: z.optional(z.string()),
  HS256_SCOPE: hs256Scope,
  /** For tokens of trusted issuers, as the token issuer has them. */
  ADMINISTRATORS: administrators,
  ISSUER_PRIVATE_HOSTS: hosts,
  LOG_LEVEL: logLevel,
  /** An emulator's. */
  AWS_ENDPOINT_URL: z.optional(z.url('must be a URL')),
});

/** Set by Lambda in every function. */
const LambdaSettings = z.object({
  AWS_REGION: required,
  AWS_ACCESS_KEY_ID: required,
  AWS_SECRET_ACCESS_KEY: required,
  AWS_SESSION_TOKEN: z.optional(z.string()),
});

/** Where what tokens are judged by is read, and as whom. */
export interface BackendConfig {
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly endpoint?: string;
  readonly tableName: string;
}

export interface AuthorizerConfig {
  readonly token: { readonly issuer: string; readonly audience: string };
  readonly keys: z.output<typeof publicKeys>;
  readonly basePath: string;
  /** Absent: tokens are judged by their signature alone. */
  readonly backend: BackendConfig | undefined;
  readonly revocationRefreshSeconds: number;
  readonly waysIn: readonly WayInName[];
  readonly hs256: { readonly secretArn: string; readonly scope: Scope };
  readonly administrators: readonly Principal[];
  readonly issuerPrivateHosts: readonly string[];
  readonly logLevel: string;
}

/** @throws ConfigError */
export function parseConfig(environment: Environment): AuthorizerConfig {
  const settings = parseEnvironment(AuthorizerSettings, environment);
  const { TABLE_NAME: tableName, HS256_SECRET_ARN: secretArn = '', WAYS_IN: ways } = settings;
  const kinds = ways.filter((way) => WITH_TABLE.includes(way));
  if (kinds.length > 0 && tableName === undefined) {
    throw new ConfigError(`TABLE_NAME: must be set for ${kinds.join(' and ')} in WAYS_IN.`);
  }
  if (ways.includes('hs256') && secretArn === '') {
    throw new ConfigError('HS256_SECRET_ARN: must be set for hs256 in WAYS_IN.');
  }
  return {
    token: { issuer: settings.ISSUER, audience: settings.AUDIENCE },
    keys: settings.JWKS,
    basePath: settings.BASE_PATH,
    backend:
      tableName === undefined
        ? undefined
        : { tableName, ...accessOf(environment), ...emulator(settings.AWS_ENDPOINT_URL) },
    revocationRefreshSeconds: settings.REVOCATION_REFRESH_SECONDS,
    waysIn: ways,
    hs256: { secretArn, scope: settings.HS256_SCOPE },
    administrators: settings.ADMINISTRATORS,
    issuerPrivateHosts: settings.ISSUER_PRIVATE_HOSTS ?? [],
    logLevel: settings.LOG_LEVEL,
  };
}

const WITH_TABLE: readonly WayInName[] = ['static', 'hs256', 'external-jwt'];

function accessOf(environment: Environment): Pick<BackendConfig, 'region' | 'credentials'> {
  const lambda = parseEnvironment(LambdaSettings, environment);
  const { AWS_SESSION_TOKEN: sessionToken } = lambda;
  return {
    region: lambda.AWS_REGION,
    credentials: {
      accessKeyId: lambda.AWS_ACCESS_KEY_ID,
      secretAccessKey: lambda.AWS_SECRET_ACCESS_KEY,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  };
}

function emulator(endpoint: string | undefined): Pick<BackendConfig, 'endpoint'> {
  return endpoint === undefined ? {} : { endpoint };
}
