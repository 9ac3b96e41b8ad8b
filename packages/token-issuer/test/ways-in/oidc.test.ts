import type { ServerResponse } from 'node:http';
import { setDefaultCACertificates } from 'node:tls';
import {
  auditPartition,
  formatScope,
  type NewRecord,
  parseMatch,
  parseNamespacePattern,
  parsePrincipal,
  parseResourceName,
  toGrantRecord,
  toIdentityRecord,
  toIssuerRecord,
} from '@registry/domain';
import {
  type AnyClaims,
  CONFIGURATION,
  createIssuerKey,
  JWKS,
  type StartedIssuer,
  startIssuer,
} from '@registry/domain/testing/issuer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWaysIn } from '../../src/ways-in/create-ways-in.ts';
import { ID_TOKEN, JWT } from '../../src/ways-in/subject-types.ts';
import { issuing, START, settings, tokenIn } from '../setup.ts';

let ci: StartedIssuer;
let other: StartedIssuer;
beforeAll(async () => {
  [ci, other] = await Promise.all([startIssuer(), startIssuer()]);
  setDefaultCACertificates([ci.cert, other.cert]);
});
afterAll(() => Promise.all([ci.stop(), other.stop()]));
beforeEach(() => {
  for (const issuer of [ci, other]) {
    issuer.instead.clear();
    issuer.requests.length = 0;
  }
});

const name = parseResourceName('ci');
const otherName = parseResourceName('other');
const publisher = parseResourceName('publisher');

/** A registry that trusts both issuers; one repository may publish in `acme` and read all of it. */
async function registry(issuerPrivateHosts: readonly string[] = ['127.0.0.1']) {
  const given = await issuing({
    waysIn: (parts) =>
      createWaysIn({
        ...parts,
        on: ['oidc'],
        issuer: settings.issuer,
        issuerPrivateHosts,
        stsHosts: undefined,
      }),
  });
  const trusted = (issuerName: typeof name, issuer: string) =>
    toIssuerRecord({
      name: issuerName,
      issuer,
      audiences: [settings.issuer],
      algorithms: ['RS256'],
    });
  const match = parseMatch({ issuer: 'ci', claims: { repository_owner_id: '1234' } });
  await keep(given.records, [
    trusted(name, ci.url),
    trusted(otherName, other.url),
    toIdentityRecord({ name: publisher, match }),
    toGrantRecord({
      principal: parsePrincipal('identity:publisher'),
      namespace: parseNamespacePattern('acme'),
      permissions: ['download', 'upload'],
      expiresAt: null,
      reason: 'our repository',
      createdBy: parsePrincipal('identity:administrator'),
      createdAt: START,
    }),
  ]);
  return {
    ...given,
    /** A token of a job that runs now. */
    jobToken: (claims: AnyClaims = {}, issuer = ci) => {
      const iat = Math.floor(given.time.now / 1000);
      return issuer.token({
        aud: settings.issuer,
        sub: 'repo:acme/vpc:ref:refs/heads/main',
        repository_owner_id: '1234',
        iat,
        nbf: iat,
        exp: iat + 300,
        ...claims,
      });
    },
  };
}

async function keep(records: Awaited<ReturnType<typeof issuing>>['records'], all: NewRecord[]) {
  const changes = all.map((record) => ({ kind: 'put', record, expected: 'absent' }) as const);
  expect(await records.commit(changes)).toBe('committed');
}

const AS_ID_TOKEN = { subject_token_type: ID_TOKEN };

describe('a token of a CI job', () => {
  it.each([ID_TOKEN, JWT])('of the type %s becomes one of ours', async (subject_token_type) => {
    const { exchange, jobToken, verify } = await registry();
    const response = await exchange(await jobToken(), { subject_token_type });
    expect(response.status).toBe(200);
    const { access_token, expires_in } = await tokenIn(response);
    const caller = await verify(access_token);
    expect(caller.principal).toBe('identity:publisher');
    expect(formatScope(caller.scope).split(' ').sort()).toEqual(['download:acme', 'upload:acme']);
    expect(caller.origin).toBeUndefined();
    // The job token has five minutes, and ours no more.
    expect(expires_in).toBe(300);
  });

  it('becomes one with what was asked for', async () => {
    const { exchange, jobToken, verify } = await registry();
    const asked = { scope: 'upload:acme', expires_in: '60', identity: 'publisher' };
    const { access_token, expires_in } = await tokenIn(
      await exchange(await jobToken(), { ...AS_ID_TOKEN, ...asked }),
    );
    expect(formatScope((await verify(access_token)).scope)).toBe('upload:acme');
    expect(expires_in).toBe(60);
  });

  it.each<[string, AnyClaims, Record<string, string>, string]>([
    ['of nobody who is known here', { repository_owner_id: '99' }, {}, 'invalid_grant'],
    ['for an identity that is not theirs', {}, { identity: 'somebody' }, 'invalid_grant'],
    ['for more than is granted', {}, { scope: 'download:other' }, 'invalid_scope'],
    ['for another audience', { aud: 'https://elsewhere.test' }, {}, 'invalid_grant'],
    ['that has expired', { exp: 1 }, {}, 'invalid_grant'],
  ])('%s is refused', async (_, claims, asked, error) => {
    const { exchange, jobToken } = await registry();
    const token = await jobToken(claims);
    const response = await exchange(token, { ...AS_ID_TOKEN, ...asked });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error });
  });

  it('of another trusted issuer does not match by its claims alone', async () => {
    const { exchange, jobToken } = await registry();
    const response = await exchange(await jobToken({}, other), AS_ID_TOKEN);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('of an issuer that nobody trusts is refused, and nobody is asked', async () => {
    const { exchange, jobToken } = await registry();
    const token = await jobToken({ iss: `${ci.url}/elsewhere` });
    expect(await (await exchange(token, AS_ID_TOKEN)).json()).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('not trusted'),
    });
    expect(ci.requests).toEqual([]);
  });

  it('costs one look at the issuer, however many come', async () => {
    const { exchange, jobToken } = await registry();
    const token = await jobToken();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => exchange(token, AS_ID_TOKEN)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(ci.requests).toEqual([CONFIGURATION, JWKS]);
  });

  it('leaves no trace of itself in log and audit, given or refused', async () => {
    const { exchange, jobToken, lines, records, time } = await registry();
    const tokens = await Promise.all([jobToken(), jobToken({ aud: 'x' }), jobToken({ exp: 1 })]);
    const bodies = await Promise.all(
      tokens.map(async (token) => (await exchange(token, AS_ID_TOKEN)).text()),
    );
    const audit = await records.list(auditPartition(new Date(time.now)), { limit: 100 });
    expect(audit.records).toHaveLength(3);
    const written = [...lines, JSON.stringify(audit), ...bodies.slice(1)].join('\n');
    for (const part of tokens.flatMap((token) => token.split('.').slice(1))) {
      expect(written).not.toContain(part);
    }
  });
});

describe('an issuer', () => {
  it('that cannot be reached is 503 for its own tokens, and delays nobody else', async () => {
    const { exchange, jobToken } = await registry();
    // It takes the request and says nothing.
    const asked = new Promise<ServerResponse>((taken) => {
      ci.instead.set(CONFIGURATION, (_, response) => taken(response));
    });
    let isAnswered = false;
    const waiting = Promise.resolve(exchange(await jobToken(), AS_ID_TOKEN)).finally(() => {
      isAnswered = true;
    });
    const silent = await asked;
    const token = await jobToken({}, other);
    expect(await (await exchange(token, AS_ID_TOKEN)).json()).toMatchObject({
      error: 'invalid_grant',
    });
    expect(other.requests).toEqual([CONFIGURATION, JWKS]);
    expect(isAnswered).toBe(false);
    silent.destroy();
    const response = await waiting;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' });
  });

  it.each<[string, (issuer: StartedIssuer) => void]>([
    [
      'that is another one',
      ({ instead, url }) =>
        instead.set(CONFIGURATION, (_, response) => {
          response.end(JSON.stringify({ issuer: `${url}/`, jwks_uri: `${url}${JWKS}` }));
        }),
    ],
    [
      'that sends elsewhere',
      ({ instead }) =>
        instead.set(CONFIGURATION, (_, response) => {
          response.writeHead(302, { Location: `${other.url}${CONFIGURATION}` }).end();
        }),
    ],
    [
      'with keys over plain http',
      ({ instead, url }) =>
        instead.set(CONFIGURATION, (_, response) => {
          const jwks_uri = `${url}${JWKS}`.replace('https:', 'http:');
          response.end(JSON.stringify({ issuer: url, jwks_uri }));
        }),
    ],
    [
      'with too many keys',
      ({ instead, keys }) =>
        instead.set(JWKS, (_, response) => {
          const [key] = keys;
          response.end(JSON.stringify({ keys: Array(2000).fill(key?.publicJwk) }));
        }),
    ],
    [
      'that breaks off',
      ({ instead }) =>
        instead.set(JWKS, (_, response) => {
          response.writeHead(200, { 'Content-Length': '1000' });
          response.write('{');
          response.destroy();
        }),
    ],
  ])('%s opens nothing', async (_, spoil) => {
    const { exchange, jobToken, lines } = await registry();
    spoil(ci);
    const response = await exchange(await jobToken(), AS_ID_TOKEN);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ status: 503, level: 'error' });
    expect(other.requests).toEqual([]);
  });

  it('that says nothing is given up, and not waited for a second time', async () => {
    const { exchange, jobToken } = await registry();
    ci.instead.set(CONFIGURATION, () => {});
    for (const _ of [1, 2]) {
      expect((await exchange(await jobToken(), AS_ID_TOKEN)).status).toBe(503);
    }
    expect(ci.requests).toEqual([CONFIGURATION]);
  }, 30_000);

  it('in a private network is not asked unless it is named', async () => {
    const { exchange, jobToken, lines } = await registry([]);
    const response = await exchange(await jobToken(), AS_ID_TOKEN);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('ISSUER_PRIVATE_HOSTS');
    expect(lines.at(-1)).toContain('ISSUER_PRIVATE_HOSTS');
    expect(ci.requests).toEqual([]);
  });

  it('that rotates its keys is followed at once', async () => {
    const { exchange, jobToken } = await registry();
    expect((await exchange(await jobToken(), AS_ID_TOKEN)).status).toBe(200);
    ci.keys.push(await createIssuerKey('key-2'));
    expect((await exchange(await jobToken(), AS_ID_TOKEN)).status).toBe(200);
    expect(ci.requests).toEqual([CONFIGURATION, JWKS, CONFIGURATION, JWKS]);
    ci.keys.pop();
  });
});
