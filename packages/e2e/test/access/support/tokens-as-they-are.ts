import { forgeToken, hs256, hs256Attacks, staticTokenAttacks } from '@registry/domain/testing';
import { createIssuerKey } from '@registry/domain/testing/issuer';
import { describe, expect, it } from 'vitest';
import { Administrator } from '../../../src/access/administrator.ts';
import type { Client } from '../../../src/clients/client.ts';
import type { Target } from '../../../src/target/target.ts';
import { exchange, pathAt } from '../../support/raw-http.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { install, publish } from './use-token.ts';

/** What HS256 tokens are signed with, and where they may read. */
export const SECRET = 'the secret that every script of the old registry has';
export const SHARED = 'shared';

export interface TakesTokensAsTheyAre {
  /** A registry that takes static tokens, those of SECRET, and those of issuers. */
  readonly target: () => Target & { readonly issuer: string };
  readonly clients: readonly Client[];
  /** Waits until what was changed holds everywhere. */
  readonly settle: () => Promise<unknown>;
}

/** Tokens that are brought as they are: what they open to clients, what not, and what is forged. */
export function tokensAsTheyAre({ target, clients, settle }: TakesTokensAsTheyAre): void {
  const administrator = () => new Administrator(target());
  const secret = (token: string) => target().evidence.token(token);
  const seconds = () => Math.floor(Date.now() / 1000);

  /** A namespace in which the administrator has published `vpc`. */
  async function published(namespace = freshNamespace()) {
    const admin = await target().adminToken();
    expect(await publish(target(), admin, `${namespace}/vpc/aws`)).toBe(0);
    return `${namespace}/vpc/aws`;
  }

  /** What every client's `init` ends with. */
  const installs = (token: string, module: string) =>
    Promise.all(clients.map((client) => install(target(), client, token, module)));
  const all = (code: number) => clients.map(() => code);

  /** What the registry says to a token, byte by byte. */
  async function statusOf(token: string) {
    const path = pathAt(target(), '/v1/whoami');
    const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    return (await exchange(target(), Buffer.from(request, 'utf8'))).status;
  }

  async function expectJudged(attacks: ReturnType<typeof staticTokenAttacks>) {
    for (const { name, token, accepted } of attacks) {
      // Which second it is there cannot be told to the millisecond here.
      if (name.includes('the skew')) continue;
      // More than one space behind the scheme is as good as one (RFC 9110 §11.4).
      if (name === 'a space in front') continue;
      if (token.length > 20) secret(token);
      expect(accepted ? [200] : [400, 401, 431], name).toContain(await statusOf(token));
    }
  }

  describe('a static token', () => {
    const create = async (scope: string) => {
      const name = freshNamespace();
      const expires_at = new Date(Date.now() + 3600_000).toISOString();
      const created = await administrator().send('POST', '/v1/tokens', { name, scope, expires_at });
      const remove = () => administrator().send('DELETE', `/v1/tokens/${name}`);
      return { token: secret(created.token), remove };
    };

    it('publishes and installs what it is for, until it is deleted', async () => {
      const namespace = freshNamespace();
      const { token, remove } = await create(`download:${namespace} upload:${namespace}`);
      expect(await publish(target(), token, `${namespace}/vpc/aws`)).toBe(0);
      expect(await installs(token, `${namespace}/vpc/aws`)).toEqual(all(0));
      expect(await installs(token, await published())).toEqual(all(1));
      expect(await publish(target(), token, `${freshNamespace()}/vpc/aws`)).toBe(3);
      await remove();
      await settle();
      expect(await installs(token, `${namespace}/vpc/aws`)).toEqual(all(1));
      expect(await publish(target(), token, `${namespace}/other/aws`)).toBe(3);
    });

    it('cannot be made up', async () => {
      await expectJudged(staticTokenAttacks((await create('download:acme')).token));
    });
  });

  describe('a token that a script has signed with the secret', () => {
    const signed = (key = SECRET) =>
      secret(forgeToken({ alg: 'HS256', typ: 'JWT' }, { exp: seconds() + 600 }, hs256(key)));

    it('installs what all of them may, and publishes nothing', async () => {
      const module = await published(SHARED);
      expect(await installs(signed(), module)).toEqual(all(0));
      expect(await installs(signed(`${SECRET}x`), module)).toEqual(all(1));
      expect(await installs(signed(), await published())).toEqual(all(1));
      expect(await publish(target(), signed(), `${SHARED}/other/aws`)).toBe(3);
    });

    it('cannot be made up', async () => {
      await expectJudged(hs256Attacks({ secret: SECRET, now: new Date() }));
    });

    it('is ended by no revocation, and it is said what ends it', async () => {
      const principal = 'token:hs256';
      const made = await administrator().send('POST', '/v1/revocations', { principal });
      expect(made.left_to_do).toContain('end with their secret');
      await settle();
      expect(await statusOf(signed())).toBe(200);
      await administrator().send('DELETE', `/v1/revocations/${made.id}`);
    });
  });

  describe('a token of an issuer, as it is', () => {
    it('publishes and installs what its bearer is granted, while that is so', async () => {
      const key = await createIssuerKey('key-1');
      const issuer = 'https://ci.test';
      const aud = target().issuer;
      const trusted = { audiences: [aud], algorithms: ['RS256'] };
      const jwks = { keys: [key.publicJwk] };
      await administrator().send('PUT', '/v1/issuers/ci', { ...trusted, issuer, jwks });
      await administrator().send('PUT', '/v1/identities/ci', {
        match: { issuer: 'ci', claims: { team: 'network' } },
      });
      const tokenOf = async (team: string) => {
        const times = { iat: seconds(), exp: seconds() + 300 };
        const claims = { iss: issuer, aud, sub: 'job:1', team, ...times };
        return secret(await key.sign(claims));
      };
      const namespace = freshNamespace();
      const token = await tokenOf('network');
      expect(await statusOf(token)).toBe(401);
      const revoke = await administrator().grant('identity:ci', namespace, ['download', 'upload']);
      await settle();
      expect(await publish(target(), token, `${namespace}/vpc/aws`)).toBe(0);
      expect(await installs(token, `${namespace}/vpc/aws`)).toEqual(all(0));
      expect(await installs(token, await published())).toEqual(all(1));
      expect(await installs(await tokenOf('billing'), `${namespace}/vpc/aws`)).toEqual(all(1));
      await revoke();
      await settle();
      expect(await installs(token, `${namespace}/vpc/aws`)).toEqual(all(1));
      expect(await publish(target(), token, `${namespace}/other/aws`)).toBe(3);
    });
  });
}
