import { InvalidError, parsePrincipal, parseScope, UnauthenticatedError } from '@registry/domain';
import { createTestSigningKey, signingKeyContract } from '@registry/domain/testing';
import { createTokenIssuer, createTokenVerifier } from '@registry/domain/tokens';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const settings = { issuer: 'https://registry.test', audience: 'https://registry.test' };
const key = createTestSigningKey();
const seconds = 1_750_000_000;
const clock = () => new Date(seconds * 1000 + 999);
const issue = createTokenIssuer({ settings, key, clock, newId: () => 'token-1' });
const verify = createTokenVerifier({ ...settings, keys: { keys: [await key.publicJwk()] } }, clock);

const principal = parsePrincipal('identity:ci');
const scope = parseScope('download:acme upload:shared-*');

signingKeyContract('a key of tests', () => key);

describe('createTokenIssuer', () => {
  it('gives what it was asked for, from now on', async () => {
    const { accessToken, expiresInSeconds } = await issue({
      principal,
      scope,
      lifetimeSeconds: 60,
    });
    expect(expiresInSeconds).toBe(60);
    expect(await verify(accessToken)).toEqual({
      principal,
      scope,
      expiresAt: new Date((seconds + 60) * 1000),
      issuedAt: new Date(seconds * 1000),
      tokenId: 'token-1',
      identities: [],
    });
  });

  it('follows RFC 9068 in header and claims', async () => {
    const { accessToken } = await issue({ principal, scope, lifetimeSeconds: 60 });
    const [header, payload] = accessToken
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
    expect(header).toEqual({ typ: 'at+jwt', alg: 'ES256', kid: (await key.publicJwk()).kid });
    expect(payload).toEqual({
      iss: settings.issuer,
      aud: settings.audience,
      sub: 'identity:ci',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 60,
      jti: 'token-1',
      scope: 'download:acme upload:shared-*',
    });
  });

  it('never lets a token outlive what it was made from', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1000, max: 9_000_000 }),
        async (lifetimeSeconds, left) => {
          const notAfter = new Date(seconds * 1000 + left);
          const issued = await issue({ principal, scope, lifetimeSeconds, notAfter });
          const { expiresAt } = await verify(issued.accessToken);
          expect(expiresAt.getTime()).toBeLessThanOrEqual(notAfter.getTime());
          expect(issued.expiresInSeconds).toBeLessThanOrEqual(lifetimeSeconds);
          expect(issued.expiresInSeconds).toBeGreaterThanOrEqual(1);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([999, 0, -1, -30_000])('gives nothing for what ends in %i ms', async (left) => {
    const notAfter = new Date(seconds * 1000 + left);
    const attempt = issue({ principal, scope, lifetimeSeconds: 60, notAfter });
    await expect(attempt).rejects.toBeInstanceOf(UnauthenticatedError);
  });

  it('refuses a scope too long for a token, and whatever it gives verifies', async () => {
    const entries = (count: number) =>
      parseScope(Array.from({ length: count }, (_, index) => `download:ns-${index}`).join(' '));
    const longest = await issue({ principal, scope: entries(80), lifetimeSeconds: 60 });
    expect((await verify(longest.accessToken)).scope).toHaveLength(80);
    const attempt = issue({ principal, scope: entries(200), lifetimeSeconds: 60 });
    await expect(attempt).rejects.toBeInstanceOf(InvalidError);
  });

  it('refuses one that the token has room for, and the policy of a gateway has not', async () => {
    const held = Array.from({ length: 64 }, (_, index) => `upload:namespace-${index}`).join(' ');
    const request = { principal, scope: parseScope(held), lifetimeSeconds: 60 };
    await expect(issue(request)).resolves.toBeDefined();
    const basePath = `/${'x'.repeat(100)}`;
    const under = createTokenIssuer({ settings, key, clock, newId: () => 'token-1', basePath });
    await expect(under(request)).rejects.toBeInstanceOf(InvalidError);
  });
});
