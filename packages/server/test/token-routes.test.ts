import { randomUUID } from 'node:crypto';
import { parsePrincipal, parseScope } from '@registry/domain';
import {
  createMemoryRecordStore,
  createTestSigningKey,
  forgeToken,
  hs256,
  MemoryModuleStore,
  MemoryPackageStore,
} from '@registry/domain/testing';
import { createIssuerKey } from '@registry/domain/testing/issuer';
import { createTokenIssuer } from '@registry/domain/tokens';
import { createLogger } from '@registry/http';
import { createSubjectVerifier } from '@registry/token-issuer';
import { describe, expect, it } from 'vitest';
import { createServerApp } from '../src/app.ts';
import { parseConfig } from '../src/config.ts';
import { ADMINISTRATOR } from '../src/deployment.ts';
import { createVerifier } from '../src/verifier.ts';

const ISSUER = 'https://registry.test';
const START = Date.parse('2026-01-02T03:04:05.000Z');
const SECRET = 'one secret that is long enough to be one';
const ROLE = parsePrincipal('arn:aws:iam::123456789012:role/Publisher');
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** A server that looks for revocations once a minute, at a time that the test moves. */
async function serving() {
  const time = { now: START };
  const clock = () => new Date(time.now);
  const config = parseConfig(
    {
      REVOCATION_REFRESH_SECONDS: '60',
      WAYS_IN: 'oidc,hs256,external-jwt',
      HS256_SECRET_FILE: '/secret',
      ADMINISTRATORS: ROLE,
    },
    { examples: false },
  );
  const token = { issuer: ISSUER, audience: ISSUER };
  const key = createTestSigningKey();
  const keys = { keys: [await key.publicJwk()] };
  const records = createMemoryRecordStore(clock);
  const issue = createTokenIssuer({ settings: token, key, clock, newId: randomUUID });
  const judging = { ...config, token, keys };
  const backend = { records, readHs256Secret: async () => SECRET, clock, onFailure() {} };
  const never = () => Promise.reject(new Error('not for this test'));
  const app = createServerApp({
    config,
    baseUrl: ISSUER,
    modules: new MemoryModuleStore(),
    records,
    packages: new MemoryPackageStore(),
    packageEndpoint: never,
    inspector: { inspect: never },
    issue,
    verify: createVerifier(judging, backend),
    verifySubject: createSubjectVerifier(judging, backend),
    publicKeys: async () => keys,
    clock,
    newId: randomUUID,
    logger: createLogger({ level: 'silent', destination: { write() {} } }),
  });
  const tokenOf = async (principal: typeof ROLE) => {
    const request = { principal, scope: parseScope('admin'), lifetimeSeconds: 3600 };
    return (await issue(request)).accessToken;
  };
  const form = async (path: string, fields: Record<string, string>) => {
    const response = await app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    time,
    tokenOf,
    send: async (bearer: string, method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
      const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
      return (await app.request(path, init)).status;
    },
    trade: (subject_token: string, subject_token_type = ACCESS_TOKEN) =>
      form('/oauth/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token,
        subject_token_type,
      }),
    end: (ended: string) => form('/oauth/revoke', { token: ended }),
  };
}

describe('with an interval, a role that is revoked', () => {
  it('trades nothing from then on, though its tokens open the rest until the interval ends', async () => {
    const { send, tokenOf, trade, time } = await serving();
    const admin = await tokenOf(ADMINISTRATOR);
    const stolen = await tokenOf(ROLE);
    const before = await trade(stolen);
    expect(await send(stolen, 'GET', '/v1/whoami')).toBe(200);
    time.now += 1000;
    expect(await send(admin, 'POST', '/v1/revocations', { principal: ROLE })).toBe(201);
    time.now += 5000;
    for (const token of [stolen, before.body.access_token]) {
      expect((await trade(token)).body).toMatchObject({ error: 'invalid_grant' });
      expect(await send(token, 'GET', '/v1/whoami')).toBe(200);
    }
    time.now += 55_000;
    for (const token of [stolen, before.body.access_token]) {
      expect(await send(token, 'GET', '/v1/whoami')).toBe(401);
    }
    expect((await trade(await tokenOf(ROLE))).status).toBe(200);
  });
});

describe('a token that is none of ours', () => {
  const seconds = START / 1000;
  const claims = { aud: ISSUER, sub: 'job', iat: seconds, nbf: seconds, exp: seconds + 600 };

  async function foreign() {
    const all = await serving();
    const key = await createIssuerKey('key-1');
    const admin = await all.tokenOf(ADMINISTRATOR);
    const trusted = { audiences: [ISSUER], algorithms: ['RS256'], jwks: { keys: [key.publicJwk] } };
    await all.send(admin, 'PUT', '/v1/issuers/ci', { issuer: 'https://ci.test', ...trusted });
    const match = { issuer: 'ci', subject: 'job' };
    await all.send(admin, 'PUT', '/v1/identities/ci', { match });
    const grants = '/v1/namespaces/acme/grants?principal=identity:ci';
    await all.send(admin, 'PUT', grants, { permissions: ['download'] });
    return { ...all, token: await key.sign({ ...claims, iss: 'https://ci.test' }) };
  }

  it('opens what is granted, is traded as a proof and never as a token of ours', async () => {
    const { token, send, trade } = await foreign();
    expect(await send(token, 'GET', '/v1/whoami')).toBe(200);
    expect((await trade(token, 'urn:ietf:params:oauth:token-type:jwt')).status).toBe(200);
    expect((await trade(token)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('is not ended here', async () => {
    const { token, end } = await foreign();
    const shared = forgeToken({ alg: 'HS256' }, { exp: seconds + 600 }, hs256(SECRET));
    for (const other of [token, shared]) {
      expect(await end(other)).toMatchObject({
        status: 400,
        body: { error: 'unsupported_token_type' },
      });
    }
  });
});
