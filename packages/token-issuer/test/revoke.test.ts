import { randomUUID } from 'node:crypto';
import {
  digestOfStaticToken,
  formatStaticToken,
  parsePrincipal,
  parseResourceName,
  parseScope,
  REVOCATIONS,
  readRevocationRecord,
  STATIC_TOKEN_BYTES,
  toStaticTokenRecord,
  toTokenDigestRecord,
  type WayInName,
} from '@registry/domain';
import { forgeToken, hs256 } from '@registry/domain/testing';
import { createIssuerKey } from '@registry/domain/testing/issuer';
import { createTokenIssuer } from '@registry/domain/tokens';
import { describe, expect, it } from 'vitest';
import { issuing, key, SECRET, START, settings, tokenIn } from './setup.ts';

/** The token issuer, whose tokens have ids as in earnest. */
async function revoking(on: readonly WayInName[] = []) {
  const issue = createTokenIssuer({ settings, key, clock: () => START, newId: randomUUID });
  const all = await issuing({ issue, on });
  const post = (body: string, headers: Record<string, string> = {}) =>
    all.app.request('/oauth/revoke', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  return {
    ...all,
    post,
    revoke: (token: string) => post(new URLSearchParams({ token }).toString()),
    token: async () => (await tokenIn(await all.exchange(await all.subjectToken()))).access_token,
    revocations: async () => readRevocationRecord(await all.records.get(REVOCATIONS), START),
  };
}

describe('a token that its bearer revokes', () => {
  it('is traded for nothing from then on, while others are', async () => {
    const { token, revoke, exchange } = await revoking();
    const [one, other] = [await token(), await token()];
    const response = await revoke(one);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    const refused = await exchange(one);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await exchange(other)).status).toBe(200);
  });

  it('takes along what was traded for it, and not what it was traded for', async () => {
    const { subjectToken, revoke, exchange } = await revoking();
    const first = await subjectToken();
    const second = (await tokenIn(await exchange(first))).access_token;
    const third = (await tokenIn(await exchange(second))).access_token;
    await revoke(second);
    const refused = await exchange(third);
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await exchange(first)).status).toBe(200);
  });

  it('is revoked once, however often it is brought', async () => {
    const { token, revoke, revocations } = await revoking();
    const one = await token();
    for (let i = 0; i < 3; i += 1) expect((await revoke(one)).status).toBe(200);
    expect(await revocations()).toHaveLength(1);
  });

  it('is told to the audit and to nobody else', async () => {
    const { token, revoke, records, lines } = await revoking();
    const one = await token();
    await revoke(one);
    const day = await records.list('AUDIT#2026-01-02', { limit: 10 });
    const kept = JSON.stringify([day, await records.get(REVOCATIONS)]);
    expect(kept).toContain('token.revoke');
    for (const part of one.split('.')) expect(`${kept} ${lines.join('')}`).not.toContain(part);
  });

  it('may be a static one, which then is gone with what was traded for it', async () => {
    const { revoke, records, revocations } = await revoking();
    const token = formatStaticToken(new Uint8Array(STATIC_TOKEN_BYTES).fill(7));
    const stored = {
      name: parseResourceName('old-ci'),
      digest: digestOfStaticToken(token),
      scope: parseScope('download:acme'),
      expiresAt: new Date(START.getTime() + 60_000),
      createdBy: parsePrincipal('identity:root'),
      createdAt: START,
    };
    const kept = [toStaticTokenRecord(stored), toTokenDigestRecord(stored)];
    await records.commit(kept.map((record) => ({ kind: 'put', record, expected: 'absent' })));
    expect((await revoke(token)).status).toBe(200);
    for (const record of kept) expect(await records.get(record)).toBeUndefined();
    expect(await revocations()).toMatchObject([{ what: { principal: 'token:old-ci' } }]);
    expect((await revoke(token)).status).toBe(200);
  });
});

describe('what is no token', () => {
  it.each(['x', 'a.b.c', `tfr_${'0'.repeat(39)}`, ' '])(
    'is answered like one: %j',
    async (text) => {
      const { revoke, revocations } = await revoking();
      expect((await revoke(text)).status).toBe(200);
      expect(await revocations()).toEqual([]);
    },
  );

  it.each([
    ['nothing', '', {}],
    ['an empty token', 'token=', {}],
    ['two tokens', 'token=a&token=b', {}],
    ['JSON', '{"token":"a"}', { 'content-type': 'application/json' }],
  ])('is refused where the request is %s', async (_, body, headers) => {
    const { post } = await revoking();
    const response = await post(body, headers);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });
});

const claims = { iss: 'https://ci.test', aud: settings.issuer, exp: 1_800_000_000 };
const foreign = await (await createIssuerKey('key-1')).sign(claims);

describe('a token that ends elsewhere', () => {
  it.each([
    ['of another issuer', foreign, 'its issuer can end it'],
    ['of the shared secret', forgeToken({ alg: 'HS256' }, claims, hs256(SECRET)), 'the secret'],
  ])('%s is refused as such, and not said to have ended', async (_, token, advice) => {
    for (const on of [[], ['hs256', 'external-jwt']] as const) {
      const { revoke, revocations } = await revoking(on);
      const response = await revoke(token);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: 'unsupported_token_type',
        error_description: expect.stringContaining(advice),
      });
      expect(await revocations()).toEqual([]);
    }
  });

  it('of another issuer is traded as a proof only, never as a token of ours', async () => {
    const { exchange } = await revoking(['external-jwt']);
    const response = await exchange(foreign);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('revoking by anybody', () => {
  it('leaves room for the administrator, however many tokens somebody makes and ends', async () => {
    const { token, revoke, records } = await revoking();
    const many = Array.from({ length: 500 }, (_, i) => ({
      id: String(i),
      jti: randomUUID(),
      reason: '',
      by: 'identity:ci',
      at: START.toISOString(),
      expires_at: new Date(START.getTime() + 60_000).toISOString(),
    }));
    const record = { ...REVOCATIONS, document: { revocations: many } };
    await records.commit([{ kind: 'put', record, expected: 'absent' }]);
    const response = await revoke(await token());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('3600');
  });
});
