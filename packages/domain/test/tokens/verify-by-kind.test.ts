import {
  createStaticTokenVerifier,
  digestOfStaticToken,
  formatStaticToken,
  parsePrincipal,
  parseResourceName,
  parseScope,
  STATIC_TOKEN_BYTES,
  toTokenDigestRecord,
  UnauthenticatedError,
} from '@registry/domain';
import {
  createMemoryRecordStore,
  createTestSigningKey,
  es256,
  forgeToken,
  honestToken,
  hs256,
  hs256Attacks,
  staticTokenAttacks,
  type TokenAttack,
  tokenAttacks,
  unsigned,
} from '@registry/domain/testing';
import {
  createHs256Verifier,
  createTokenVerifier,
  parseHs256Secret,
  verifyByKind,
} from '@registry/domain/tokens';
import { describe, expect, it } from 'vitest';

const now = new Date('2026-01-02T03:04:05.600Z');
const clock = () => now;
const settings = { issuer: 'https://registry.test', audience: 'https://api.registry.test' };
const key = createTestSigningKey();
const own = createTokenVerifier({ ...settings, keys: { keys: [await key.publicJwk()] } }, clock);

const secret = 'one secret that is long enough to be one';
const hs = createHs256Verifier({
  secret: async () => parseHs256Secret(secret),
  scope: parseScope('download:*'),
  clock,
});

const staticToken = formatStaticToken(Buffer.alloc(STATIC_TOKEN_BYTES, 'a static token'));
const records = createMemoryRecordStore(clock);
await records.commit([
  {
    kind: 'put',
    expected: 'absent',
    record: toTokenDigestRecord({
      name: parseResourceName('ci'),
      digest: digestOfStaticToken(staticToken),
      scope: parseScope('upload:acme'),
      expiresAt: new Date(now.getTime() + 60_000),
      createdBy: parsePrincipal('identity:administrator'),
      createdAt: new Date(0),
    }),
  },
]);
const fixed = createStaticTokenVerifier({ records, clock, rememberSeconds: 60 });

const ours = { issuer: settings.issuer, own };
const everything = verifyByKind(ours, { hs256: hs, static: fixed });
const nothing = verifyByKind(ours, {});

const TABLES: [kind: string, attacks: readonly TokenAttack[], principal: string][] = [
  ['a token of ours', await tokenAttacks({ ...settings, key, now }), 'identity:honest'],
  ['an HS256 token', hs256Attacks({ secret, now }), 'token:hs256'],
  ['a static token', staticTokenAttacks(staticToken), 'token:ci'],
];

describe.each(TABLES)('where every kind is taken, %s', (_, attacks, principal) => {
  it.each(attacks)('is judged: $name', async ({ token, accepted }) => {
    // Twice, as the second answer may come from memory.
    for (let round = 0; round < 2; round += 1) {
      const answer = await everything(token).catch((error: unknown) => error);
      if (accepted) expect(answer).toMatchObject({ principal });
      else expect(answer).toBeInstanceOf(UnauthenticatedError);
      if (answer instanceof Error && token.length > 20) {
        expect(`${answer.message}${answer.stack}`).not.toContain(token);
      }
    }
  });
});

describe('the verifier of HS256 tokens, asked whatever the kind', () => {
  it.each(hs256Attacks({ secret, now }))('judges $name', async ({ token, accepted }) => {
    if (accepted) await expect(hs(token)).resolves.toMatchObject({ principal: 'token:hs256' });
    else await expect(hs(token)).rejects.toThrow(UnauthenticatedError);
  });
});

describe.each(TABLES)('where none but ours is taken, %s', (kind, attacks) => {
  it.each(attacks)('is judged: $name', async ({ token, accepted }) => {
    const judging = nothing(token);
    if (accepted && kind === 'a token of ours') await expect(judging).resolves.toBeDefined();
    else await expect(judging).rejects.toThrow(UnauthenticatedError);
  });
});

describe('a kind', () => {
  const counting = () => {
    const asked: string[] = [];
    const others = Object.fromEntries(
      (['static', 'hs256', 'external'] as const).map((kind) => [
        kind,
        async () => {
          asked.push(kind);
          throw new UnauthenticatedError('invalid_token', 'No.');
        },
      ]),
    );
    const counted = async () => {
      asked.push('own');
      throw new UnauthenticatedError('invalid_token', 'No.');
    };
    return { asked, verify: verifyByKind({ ...ours, own: counted }, others) };
  };

  it('is told by the form of the token, and nobody else is asked', async () => {
    const { header, claims } = await honestToken({ ...settings, key, now });
    const sign = es256(key.privateKey);
    const tokens = [
      [forgeToken(header, claims, sign), 'own'],
      [forgeToken({ ...header, alg: 'HS256' }, claims, hs256(secret)), 'hs256'],
      [forgeToken(header, { ...claims, iss: 'https://elsewhere.test' }, sign), 'external'],
      [forgeToken(header, { ...claims, iss: [settings.issuer] }, sign), 'external'],
      [staticToken, 'static'],
      [`${staticToken}x`, 'own'],
      [forgeToken({ ...header, alg: 'HS384' }, claims, hs256(secret)), 'own'],
      [forgeToken({ ...header, alg: 'none' }, claims, unsigned), 'own'],
      ['x.y.z', 'own'],
      ['', 'own'],
    ] as const;
    for (const [token, kind] of tokens) {
      const { asked, verify } = counting();
      await expect(verify(token)).rejects.toThrow('No.');
      expect(asked).toEqual([kind]);
    }
  });
});

describe('an HS256 token', () => {
  const token = forgeToken(
    { alg: 'HS256' },
    { exp: 1_800_000_000, iat: 1_700_000_000 },
    hs256(secret),
  );

  it('is the one principal of the secret, with the scope that was set, and a name for the log', async () => {
    expect(await hs(token)).toEqual({
      principal: 'token:hs256',
      scope: parseScope('download:*'),
      // Whatever it says itself.
      issuedAt: now,
      expiresAt: new Date(1_800_000_000_000),
      tokenId: expect.stringMatching(/^hs256:[\w-]{22}$/),
      identities: [],
    });
  });

  it('is refused with the other secret as soon as that is the one', async () => {
    const secrets = [secret, `${secret}, and then some`];
    const rotating = createHs256Verifier({
      secret: async () => parseHs256Secret(secrets.shift() ?? ''),
      scope: parseScope('download:*'),
      clock,
    });
    await expect(rotating(token)).resolves.toBeDefined();
    await expect(rotating(token)).rejects.toThrow(UnauthenticatedError);
  });

  it('fails, and is not refused, where the secret cannot be read', async () => {
    const broken = createHs256Verifier({
      secret: async () => {
        throw new Error('no secret');
      },
      scope: parseScope('download:*'),
      clock,
    });
    await expect(broken(token)).rejects.toThrow('no secret');
  });
});

describe('the secret of HS256 tokens', () => {
  it.each(['', 'not long enough', 'x'.repeat(31), `${'x'.repeat(31)}\n`])(
    'may not be %j, and is not repeated',
    (text) => {
      expect(() => parseHs256Secret(text)).toThrow(/^[^x]*32 bytes; make a longer one\.$/);
    },
  );

  it('is what the file says, without the line break at its end', () => {
    expect(parseHs256Secret(`${secret}\n`)).toEqual(new TextEncoder().encode(secret));
  });
});
