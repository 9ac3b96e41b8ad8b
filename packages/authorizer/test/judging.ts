import {
  digestOfStaticToken,
  formatStaticToken,
  type NewRecord,
  type Principal,
  parseGrantedNamespace,
  parsePrincipal,
  parseResourceName,
  parseScope,
  type RecordReader,
  type Revocation,
  STATIC_TOKEN_BYTES,
  toGrantRecord,
  toIssuerRecord,
  toRevocationRecord,
  toTokenDigestRecord,
  UnavailableError,
} from '@registry/domain';
import {
  createMemoryRecordStore,
  createTestSigningKey,
  es256,
  forgeToken,
  honestToken,
  hs256,
} from '@registry/domain/testing';
import type { AuthorizerConfig } from '../src/config.ts';
import { createVerifier } from '../src/verifier.ts';
import { key, now, settings } from './setup.ts';

export const SECRET = 'one secret that is long enough to be one';
export const STATIC_TOKEN = formatStaticToken(Buffer.alloc(STATIC_TOKEN_BYTES, 'static'));
/** Another issuer, which signs as we do. */
export const ELSEWHERE = { issuer: 'https://issuer.test', audience: 'https://registry.test' };
export const elsewhereKey = createTestSigningKey();
const SUBJECT = parsePrincipal(`oidc:${ELSEWHERE.issuer}#identity:honest`);

const A_DAY = 86_400;

/** A token of ours that lives for a day, as `signer` signs it. */
export async function tokenOf(change: object = {}, signer = key): Promise<string> {
  const { header, claims } = await honestToken({ ...settings, key: signer, now });
  const exp = claims.exp + A_DAY;
  return forgeToken(header, { ...claims, exp, ...change }, es256(signer.privateKey));
}

/** One of another issuer. */
export async function externalToken(change: object = {}): Promise<string> {
  const { header, claims } = await honestToken({ ...ELSEWHERE, key: elsewhereKey, now });
  return forgeToken(header, { ...claims, ...change }, es256(elsewhereKey.privateKey));
}

export const hs256Token = forgeToken(
  { alg: 'HS256' },
  { exp: Math.floor(now.getTime() / 1000) + A_DAY },
  hs256(SECRET),
);

export const CONFIG: Omit<AuthorizerConfig, 'backend' | 'basePath' | 'logLevel'> = {
  token: settings,
  keys: { keys: [await publicKeyOf(key)] },
  revocationRefreshSeconds: 60,
  waysIn: ['static', 'hs256', 'external-jwt'],
  hs256: { secretArn: 'arn:secret', scope: parseScope('download:*') },
  administrators: [],
  issuerPrivateHosts: [],
};

/** As the setting JWKS has it. */
export async function publicKeyOf({ publicJwk }: Pick<typeof key, 'publicJwk'>) {
  const { kty = '', crv, x, y, kid = '' } = await publicJwk();
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) {
    throw new Error('P-256');
  }
  return { kty: 'EC', crv, x, y, kid, alg: 'ES256', use: 'sig' } as const;
}

/** A verifier over a store that counts its reads and can be made to fail, at a time that moves. */
export async function judging(config: Partial<typeof CONFIG> = {}) {
  const time = { now: now.getTime() };
  const clock = () => new Date(time.now);
  const store = createMemoryRecordStore(clock);
  for (const record of await kept()) await put(record);
  const backend = { reads: 0, secrets: 0, broken: false };
  const counted = <T>(read: () => Promise<T>): Promise<T> => {
    backend.reads += 1;
    return backend.broken ? Promise.reject(new UnavailableError('Later.')) : read();
  };
  const records: RecordReader = {
    get: (at) => counted(() => store.get(at)),
    list: (partition, page) => counted(() => store.list(partition, page)),
    listUnder: (partition, page) => counted(() => store.listUnder(partition, page)),
  };
  const failures: unknown[] = [];
  const verify = createVerifier(
    { ...CONFIG, ...config },
    {
      backend: {
        records,
        readSecret: async (arn) => {
          backend.secrets += 1;
          if (arn !== 'arn:secret') throw new Error('another secret');
          return `${SECRET}\n`;
        },
      },
      clock,
      onFailure: (error) => failures.push(error),
    },
  );

  async function put(record: NewRecord): Promise<void> {
    const revision = (await store.get(record))?.revision ?? 'absent';
    await store.commit([{ kind: 'put', record, expected: revision }]);
  }

  const revoke = (...what: Revocation['what'][]) => {
    const by = parsePrincipal('identity:administrator');
    const expiresAt = new Date(time.now + 86_400_000);
    const at = clock();
    return put(
      toRevocationRecord(
        what.map((each, index) => ({
          id: `r-${index}`,
          what: each,
          reason: '',
          by,
          at,
          expiresAt,
        })),
      ),
    );
  };

  /** Everything whose partition begins so. */
  const remove = async (prefix: string): Promise<void> => {
    for (const { partition, id } of await kept()) {
      if (!partition.startsWith(prefix)) continue;
      await store.commit([{ kind: 'delete', key: { partition, id }, expected: 1 }]);
    }
  };

  /** Gives `subject` of the other issuer a namespace to read, until `expiresAt`. */
  const grantUntil = (subject: string, expiresAt: Date, namespace = 'acme') =>
    put(grantOf(parsePrincipal(`oidc:${ELSEWHERE.issuer}#${subject}`), expiresAt, namespace));

  return { time, backend, failures, verify, revoke, remove, grantUntil };
}

/** What is there from the beginning: a static token, a trusted issuer and one grant. */
async function kept(): Promise<NewRecord[]> {
  const createdBy = parsePrincipal('identity:administrator');
  return [
    toTokenDigestRecord({
      name: parseResourceName('ci'),
      digest: digestOfStaticToken(STATIC_TOKEN),
      scope: parseScope('upload:acme'),
      expiresAt: new Date(now.getTime() + 86_400_000),
      createdBy,
      createdAt: new Date(0),
    }),
    toIssuerRecord({
      name: parseResourceName('elsewhere'),
      issuer: ELSEWHERE.issuer,
      audiences: [ELSEWHERE.audience],
      algorithms: ['ES256'],
      jwks: { keys: [await elsewhereKey.publicJwk()] },
    }),
    grantOf(SUBJECT, null),
  ];
}

function grantOf(principal: Principal, expiresAt: Date | null, namespace = 'acme'): NewRecord {
  return toGrantRecord({
    principal,
    namespace: parseGrantedNamespace(namespace),
    permissions: ['download'],
    expiresAt,
    reason: 'A test.',
    createdBy: parsePrincipal('identity:administrator'),
    createdAt: new Date(0),
  });
}
