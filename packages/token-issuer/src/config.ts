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

const A_DAY = 24 * 60 * 60;

export const TokenIssuerSettings = z.object({
  /** `iss` of the tokens. */
  ISSUER: required,
  /** Their `aud`. */
  AUDIENCE: required,
  /** The public keys that tokens verify with, `{"keys":[…]}`; the signing key's own among them. */
  JWKS: publicKeys,
  /** The KMS key, by id, ARN or alias. */
  SIGNING_KEY_ID: required,
  /** Set by Lambda. */
  AWS_REGION: required,
  /** Where identities, grants and the audit are. */
  TABLE_NAME: required,
  /** Principals with commas between them, who may do everything. */
  ADMINISTRATORS: administrators,
  /** The ways in that are switched on, with commas between them. */
  WAYS_IN: waysIn,
  /** Hosts of issuers that may have private addresses. */
  ISSUER_PRIVATE_HOSTS: hosts,
  /** In place of the built-in list of hosts of AWS STS. */
  STS_HOSTS: hosts,
  HS256_SECRET_ARN: z.optional(z.string()),
  HS256_SCOPE: hs256Scope,
  TOKEN_LIFETIME_SECONDS: seconds(900, A_DAY),
  TOKEN_MAX_LIFETIME_SECONDS: seconds(12 * 60 * 60, A_DAY),
  BASE_PATH: basePath,
  LOG_LEVEL: logLevel,
  /** An emulator's; the SDK's own clients read it by themselves. */
  AWS_ENDPOINT_URL: z.optional(z.url('must be a URL')),
});

export interface TokenIssuerConfig {
  readonly token: { readonly issuer: string; readonly audience: string };
  readonly keys: z.output<typeof publicKeys>;
  readonly signingKeyId: string;
  readonly region: string;
  /** Of Secrets Manager, when that is not on AWS: it is asked without a client that would know. */
  readonly secrets: { readonly endpoint?: string };
  readonly tableName: string;
  readonly administrators: readonly Principal[];
  readonly waysIn: readonly WayInName[];
  readonly issuerPrivateHosts: readonly string[];
  /** Absent: the built-in list. */
  readonly stsHosts: readonly string[] | undefined;
  readonly hs256: { readonly secretArn: string; readonly scope: Scope };
  readonly defaultLifetimeSeconds: number;
  readonly maxLifetimeSeconds: number;
  readonly basePath: string;
  readonly logLevel: string;
}

/** @throws ConfigError */
export function parseConfig(environment: Environment): TokenIssuerConfig {
  const settings = parseEnvironment(TokenIssuerSettings, environment);
  const { HS256_SECRET_ARN: secretArn = '', AWS_ENDPOINT_URL: endpoint } = settings;
  if (settings.WAYS_IN.includes('hs256') && secretArn === '') {
    throw new ConfigError('HS256_SECRET_ARN: must be set for hs256 in WAYS_IN.');
  }
  return {
    token: { issuer: settings.ISSUER, audience: settings.AUDIENCE },
    keys: settings.JWKS,
    signingKeyId: settings.SIGNING_KEY_ID,
    region: settings.AWS_REGION,
    secrets: endpoint === undefined ? {} : { endpoint },
    tableName: settings.TABLE_NAME,
    administrators: settings.ADMINISTRATORS,
    waysIn: settings.WAYS_IN,
    issuerPrivateHosts: settings.ISSUER_PRIVATE_HOSTS ?? [],
    stsHosts: settings.STS_HOSTS,
    hs256: { secretArn, scope: settings.HS256_SCOPE },
    defaultLifetimeSeconds: settings.TOKEN_LIFETIME_SECONDS,
    maxLifetimeSeconds: settings.TOKEN_MAX_LIFETIME_SECONDS,
    basePath: settings.BASE_PATH,
    logLevel: settings.LOG_LEVEL,
  };
}
