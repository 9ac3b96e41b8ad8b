import { UnauthenticatedError } from '@registry/domain';
import {
  createTestSigningKey,
  es256,
  forgeToken,
  honestToken,
  type TokenAttack,
  tokenAttacks,
} from '@registry/domain/testing';
import { createTokenVerifier, rememberVerified, type TokenVerifier } from '@registry/domain/tokens';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const now = new Date('2026-01-02T03:04:05.600Z');
const clock = () => now;
const settings = { issuer: 'https://registry.test', audience: 'https://api.registry.test' };
const key = createTestSigningKey();
const target = { ...settings, key, now };
const keys = { keys: [await key.publicJwk()] };
const verify = createTokenVerifier({ ...settings, keys }, clock);
const attacks = await tokenAttacks(target);

describe.each<[string, TokenVerifier]>([
  ['the verifier', verify],
  ['the remembering verifier', rememberVerified(verify, clock)],
])('%s', (_, verifier) => {
  it.each<TokenAttack>(attacks)('judges $name', async ({ token, accepted }) => {
    // Twice, as the second answer may come from memory.
    for (let round = 0; round < 2; round += 1) {
      const answer = await verifier(token).catch((error: unknown) => error);
      if (accepted) expect(answer).toMatchObject({ principal: 'identity:honest' });
      else expect(answer).toBeInstanceOf(UnauthenticatedError);
    }
  });
});

describe('a refusal', () => {
  it('never repeats the token', async () => {
    for (const { token, accepted } of attacks) {
      if (accepted) continue;
      const error = await verify(token).catch((refusal: unknown) => refusal);
      const text = error instanceof Error ? `${error.message} ${error.stack}` : '';
      for (const part of token.split('.').filter(({ length }) => length > 20)) {
        expect(text).not.toContain(part);
      }
    }
  });

  it('tells an expired token from one that was never any good', async () => {
    const { header, claims } = await honestToken(target);
    const expired = forgeToken(header, { ...claims, exp: 1 }, es256(key.privateKey));
    await expect(verify(expired)).rejects.toThrow('expired');
    await expect(verify('x.y.z')).rejects.toThrow('not valid');
  });
});

describe('a traded token', () => {
  it.each([
    ['in seconds', { origin_iat: 1_700_000_000 }, 1_700_000_000_000],
    ['in a fraction of them', { origin_iat: 1_700_000_000.017 }, 1_700_000_000_017],
    ['not at all: it is as old as can be', {}, 0],
  ])('tells the time of the first one %s', async (_, claim, since) => {
    const { header, claims } = await honestToken(target);
    const traded = { ...claims, origin: 'token-0', ...claim };
    const caller = await verify(forgeToken(header, traded, es256(key.privateKey)));
    expect(caller).toMatchObject({ origin: 'token-0', originIssuedAt: new Date(since) });
  });
});

describe('any text at all', () => {
  it('is refused, not failed at', async () => {
    const part = fc.string({ unit: 'grapheme', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        await expect(verify(parts.join('.'))).rejects.toBeInstanceOf(UnauthenticatedError);
      }),
    );
  });

  it('is judged, not failed at, where the right key has signed it', async () => {
    const { header, claims } = await honestToken(target);
    const payload = fc.oneof(
      fc.json(),
      fc
        .tuple(fc.constantFrom(...Object.keys(claims)), fc.jsonValue())
        .map(([name, value]) => JSON.stringify({ ...claims, [name]: value })),
    );
    await fc.assert(
      fc.asyncProperty(payload, async (text) => {
        const token = forgeToken(header, text, es256(key.privateKey));
        const answer = await verify(token).catch((error: unknown) => error);
        if (answer instanceof Error) expect(answer).toBeInstanceOf(UnauthenticatedError);
        else expect(answer).toHaveProperty('principal', 'identity:honest');
      }),
    );
  });
});

describe('several keys', () => {
  it('are told apart by kid, as during a rotation', async () => {
    const next = createTestSigningKey();
    const both = { keys: [...keys.keys, await next.publicJwk()] };
    const rotating = createTokenVerifier({ ...settings, keys: both }, clock);
    for (const signer of [key, next]) {
      const { header, claims } = await honestToken({ ...target, key: signer });
      const token = forgeToken(header, claims, es256(signer.privateKey));
      await expect(rotating(token)).resolves.toMatchObject({ tokenId: 'token-1' });
    }
  });

  it('leave a token of a retired key refused', async () => {
    const retired = createTestSigningKey();
    const { header, claims } = await honestToken({ ...target, key: retired });
    const token = forgeToken(header, claims, es256(retired.privateKey));
    await expect(verify(token)).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});
