import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { parsePrincipal, parseScope, type SigningKey } from '../index.ts';
import { createTokenIssuer, createTokenVerifier } from '../tokens/index.ts';

/** What every SigningKey does, wherever the private key lies. */
export function signingKeyContract(name: string, open: () => SigningKey): void {
  describe(`${name} as a SigningKey`, () => {
    const settings = { issuer: 'https://registry.test', audience: 'https://registry.test' };

    const issue = () =>
      createTokenIssuer({
        settings,
        key: open(),
        clock: () => new Date(),
        newId: () => 'token-1',
      })({
        principal: parsePrincipal('identity:tester'),
        scope: parseScope('download:acme upload:shared-*'),
        lifetimeSeconds: 60,
      });

    it('publishes a P-256 verification key and nothing private', async () => {
      const jwk = await open().publicJwk();
      expect(jwk).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
      expect(jwk.kid).toMatch(/^[\w-]{43}$/);
      expect(jwk).not.toHaveProperty('d');
    });

    it('signs tokens that verify with the published key', async () => {
      const keys = createLocalJWKSet({ keys: [await open().publicJwk()] });
      for (let round = 0; round < 10; round += 1) {
        const { accessToken } = await issue();
        const { payload } = await jwtVerify(accessToken, keys, { algorithms: ['ES256'] });
        expect(payload.sub).toBe('identity:tester');
      }
    });

    it('signs tokens that the registry accepts', async () => {
      const verify = createTokenVerifier(
        { ...settings, keys: { keys: [await open().publicJwk()] } },
        () => new Date(),
      );
      const caller = await verify((await issue()).accessToken);
      expect(caller).toMatchObject({ principal: 'identity:tester', tokenId: 'token-1' });
    });
  });
}
