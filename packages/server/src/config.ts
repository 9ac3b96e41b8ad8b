import { resolve } from 'node:path';
import {
  DEFAULT_PACKAGE_LIMITS,
  type PackageLimits,
  type Principal,
  type Scope,
  type WayInName,
} from '@registry/domain';
import { administrators, hosts, hs256Scope, waysIn } from '@registry/http/config';
import { z } from 'zod';

/** What the server is told, checked; every time is in seconds. */
export interface ServerConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly dataDir: string;
  /** What clients call us, when that is not `http(s)://host:port`; no slash at the end. */
  readonly publicUrl: string | undefined;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly examples: boolean;
  readonly authentication: 'bearer' | 'disabled';
  /** Who may do everything, beside the bearer of the server's own token. */
  readonly administrators: readonly Principal[];
  readonly waysIn: readonly WayInName[];
  /** Hosts of issuers that may have private addresses. */
  readonly issuerPrivateHosts: readonly string[];
  /** In place of the built-in list of hosts of AWS STS. */
  readonly stsHosts: readonly string[] | undefined;
  readonly hs256: { readonly secretFile: string; readonly scope: Scope };
  /** Absent: what is revoked is looked up for each request, which costs no call here. */
  readonly revocationRefreshSeconds: number | undefined;
  readonly logLevel: string;
  readonly linkLifetimeSeconds: number;
  readonly uploadLifetimeSeconds: number;
  readonly tokenLifetimeSeconds: number;
  readonly tokenMaxLifetimeSeconds: number;
  readonly limits: PackageLimits;
}

/** A setting that cannot be used; `message` names it and what it may be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What the command line adds to the environment. */
export interface ServerFlags {
  readonly examples: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

// z.coerce would read a blank as 0, and port 0 is any port at all.
const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((value) => value >= min && value <= max, error);
};

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const seconds = (fallback: number, max: number) => whole(1, max).default(fallback);

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8080),
  DATA_DIR: z.string().optional(),
  PUBLIC_URL: z
    .string()
    .refine(isPublicUrl, 'must be an http or https URL, without query')
    .optional(),
  DISABLE_AUTH: z.string().default(''),
  ADMINISTRATORS: administrators,
  WAYS_IN: waysIn,
  ISSUER_PRIVATE_HOSTS: hosts,
  STS_HOSTS: hosts,
  HS256_SECRET_FILE: z.string().default(''),
  HS256_SCOPE: hs256Scope,
  REVOCATION_REFRESH_SECONDS: whole(1, 3600).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  LINK_LIFETIME_SECONDS: seconds(300, 3600),
  UPLOAD_LIFETIME_SECONDS: seconds(3600, 86_400),
  TOKEN_LIFETIME_SECONDS: seconds(900, 86_400),
  TOKEN_MAX_LIFETIME_SECONDS: seconds(43_200, 86_400),
  MAX_PACKED_BYTES: whole(1, 999_999_999).default(DEFAULT_PACKAGE_LIMITS.packedBytes),
  MAX_UNPACKED_BYTES: whole(1, 999_999_999).default(DEFAULT_PACKAGE_LIMITS.unpackedBytes),
  MAX_ENTRIES: whole(1, 1_000_000).default(DEFAULT_PACKAGE_LIMITS.entries),
});

function isPublicUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !/[?#@\s]/.test(text);
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What the configuration file may say. Not where it lies itself, and not that everybody may do
 * everything: who opens a registry has to say so each time.
 */
export const FILE_SETTINGS = Object.keys(Environment.shape).filter(
  (name) => name !== 'DATA_DIR' && name !== 'DISABLE_AUTH',
);

/** The data folder, whatever else is wrong with the settings. */
export function dataDirOf({ DATA_DIR }: Variables): string {
  return resolve(DATA_DIR || '.registry');
}

/** What the environment leaves out, `file` may say. ConfigError */
export function parseConfig(
  environment: Variables,
  flags: ServerFlags,
  file: Variables = {},
): ServerConfig {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = Environment.safeParse({ ...file, ...Object.fromEntries(present) });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    throw new ConfigError(`The settings cannot be used. ${[...new Set(faults)].join('; ')}.`);
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: dataDirOf(environment),
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    tls: tlsOf(flags),
    examples: flags.examples,
    // The exact value, so that no stray "true" or "1" opens a registry.
    authentication: env.DISABLE_AUTH === 'DISABLED' ? 'disabled' : 'bearer',
    administrators: env.ADMINISTRATORS,
    waysIn: env.WAYS_IN,
    issuerPrivateHosts: env.ISSUER_PRIVATE_HOSTS ?? [],
    stsHosts: env.STS_HOSTS,
    hs256: { secretFile: env.HS256_SECRET_FILE, scope: env.HS256_SCOPE },
    revocationRefreshSeconds: env.REVOCATION_REFRESH_SECONDS,
    logLevel: env.LOG_LEVEL,
    linkLifetimeSeconds: env.LINK_LIFETIME_SECONDS,
    uploadLifetimeSeconds: env.UPLOAD_LIFETIME_SECONDS,
    tokenLifetimeSeconds: env.TOKEN_LIFETIME_SECONDS,
    tokenMaxLifetimeSeconds: env.TOKEN_MAX_LIFETIME_SECONDS,
    limits: {
      packedBytes: env.MAX_PACKED_BYTES,
      unpackedBytes: env.MAX_UNPACKED_BYTES,
      entries: env.MAX_ENTRIES,
    },
  };
}

function tlsOf({ tlsCert, tlsKey }: ServerFlags): ServerConfig['tls'] {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new ConfigError('Give --tls-cert and --tls-key together.');
  }
  return { certFile: tlsCert, keyFile: tlsKey };
}
