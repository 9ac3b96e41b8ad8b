import {
  digestOfStaticToken,
  formatStaticToken,
  HS256_PRINCIPAL,
  parsePrincipal,
  parseResourceName,
  parseScope,
  type RecordStore,
  readStaticTokenRecord,
  STATIC_TOKEN_BYTES,
  staticTokenKey,
  toRevocationRecord,
  toStaticTokenRecord,
  toTokenDigestRecord,
} from '@registry/domain';
import {
  forgeToken,
  hs256,
  hs256Attacks,
  staticTokenAttacks,
  type TokenAttack,
} from '@registry/domain/testing';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { issuing, SECRET, START, tokenIn } from './setup.ts';

const STATIC_TOKEN = formatStaticToken(Buffer.alloc(STATIC_TOKEN_BYTES, 'static'));
const name = parseResourceName('deploy');
const hs256Token = forgeToken(
  { alg: 'HS256' },
  { exp: Math.floor(START.getTime() / 1000) + 600 },
  hs256(SECRET),
);

async function keepStaticToken(records: RecordStore): Promise<void> {
  const token = {
    name,
    digest: digestOfStaticToken(STATIC_TOKEN),
    scope: parseScope('download:acme upload:acme'),
    expiresAt: new Date(START.getTime() + 1_200_000),
    createdBy: parsePrincipal('identity:administrator'),
    createdAt: new Date(0),
  };
  await records.commit(
    [toStaticTokenRecord(token), toTokenDigestRecord(token)].map((record) => ({
      kind: 'put' as const,
      record,
      expected: 'absent' as const,
    })),
  );
}

describe('a static token', () => {
  it('is traded for a token of its own name and scope, until its own end, and its use is noted', async () => {
    const { exchange, records } = await issuing({ on: ['static'] });
    await keepStaticToken(records);
    const answer = await tokenIn(await exchange(STATIC_TOKEN, { expires_in: '3600' }));
    expect(decodeJwt(answer.access_token)).toMatchObject({
      sub: 'token:deploy',
      scope: 'download:acme upload:acme',
      origin: 'static:deploy',
    });
    expect(answer.expires_in).toBe(1200);
    const kept = await records.get(staticTokenKey(name));
    expect(kept && readStaticTokenRecord(kept).lastUsedAt).toEqual(START);
  });

  it('is traded for less, never for more', async () => {
    const { exchange, records } = await issuing({ on: ['static'] });
    await keepStaticToken(records);
    expect((await exchange(STATIC_TOKEN, { scope: 'download:acme' })).status).toBe(200);
    const more = await exchange(STATIC_TOKEN, { scope: 'download:acme download:other' });
    expect(await more.json()).toMatchObject({ error: 'invalid_scope' });
  });

  it('that was deleted a moment ago is traded for nothing', async () => {
    const { exchange, records } = await issuing({ on: ['static'] });
    await keepStaticToken(records);
    expect((await exchange(STATIC_TOKEN)).status).toBe(200);
    const { partition, id } = toTokenDigestRecord({
      ...readStaticTokenRecord((await records.get(staticTokenKey(name))) ?? missing()),
    });
    await records.commit([{ kind: 'delete', key: { partition, id }, expected: 1 }]);
    const refused = await exchange(STATIC_TOKEN);
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('an HS256 token', () => {
  it('is traded within the scope of the secret, until its own end', async () => {
    const { exchange } = await issuing({ on: ['hs256'] });
    const { access_token, expires_in } = await tokenIn(await exchange(hs256Token));
    expect(decodeJwt(access_token)).toMatchObject({ sub: 'token:hs256', scope: 'download:*' });
    expect(expires_in).toBe(600);
    const more = await exchange(hs256Token, { scope: 'upload:acme' });
    expect(await more.json()).toMatchObject({ error: 'invalid_scope' });
  });

  it.each([
    ['nothing of its age', {}],
    ['that it is of tomorrow', { iat: Math.floor(START.getTime() / 1000) + 86_400 }],
  ])(
    'that says %s ends with what it was traded for until it is revoked, no later',
    async (_, claim) => {
      const { exchange, verify, records, time } = await issuing({ on: ['hs256'] });
      const claims = { exp: Math.floor(START.getTime() / 1000) + 600, ...claim };
      const token = forgeToken({ alg: 'HS256' }, claims, hs256(SECRET));
      const { access_token } = await tokenIn(await exchange(token));
      time.now += 5000;
      const revocation = {
        id: 'r-1',
        what: { principal: HS256_PRINCIPAL },
        reason: '',
        by: parsePrincipal('identity:administrator'),
        at: new Date(time.now),
        expiresAt: new Date(time.now + 86_400_000),
      };
      const record = toRevocationRecord([revocation]);
      await records.commit([{ kind: 'put', record, expected: 'absent' }]);
      time.now += 5000;
      await expect(verify(access_token)).rejects.toThrow('revoked');
      // Whoever has the secret goes on until it is another one.
      const again = await tokenIn(await exchange(token));
      await expect(verify(again.access_token)).resolves.toMatchObject({ principal: 'token:hs256' });
    },
  );
});

const TABLES: [kind: string, attacks: readonly TokenAttack[]][] = [
  ['HS256', hs256Attacks({ secret: SECRET, now: START })],
  ['static', staticTokenAttacks(STATIC_TOKEN)],
];
// What the skew still lets in is judged, but has no time left that could be given away.
const GIVES_NOTHING = ['exp past, within the skew'];

describe.each(TABLES)('as a subject token, %s', (_, attacks) => {
  it.each(attacks)('is judged as everywhere: $name', async (attack) => {
    const { exchange, records, lines } = await issuing({ on: ['static', 'hs256'] });
    await keepStaticToken(records);
    const { token } = attack;
    const response = await exchange(token);
    const text = await response.text();
    const isTaken = attack.accepted && !GIVES_NOTHING.includes(attack.name);
    expect(response.status).toBe(isTaken ? 200 : token.length > 65_536 ? 413 : 400);
    if (token.length > 20) {
      expect(lines.join('')).not.toContain(token);
      if (!isTaken) expect(text).not.toContain(token);
    }
  });

  it('is refused, whatever it is, where it is not switched on', async () => {
    const { exchange, records } = await issuing();
    await keepStaticToken(records);
    for (const { token, accepted } of attacks) {
      if (accepted) expect((await exchange(token)).status).toBe(400);
    }
  });
});

function missing(): never {
  throw new Error('the token is not there');
}
