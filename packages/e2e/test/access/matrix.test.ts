import { createIssuerKey } from '@registry/domain/testing/issuer';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Administrator } from '../../src/access/administrator.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';
import { type DeclaredRoute, declaredRoutes, wantsPermission } from './support/declared-routes.ts';
import { startKnownTarget } from './support/start-known-target.ts';

// A sample: all principals and namespaces are gone through where everything is in one process.
const PERMISSIONS = {
  reader: ['download'],
  writer: ['upload'],
  grantor: ['create_grant'],
  deleter: ['delete_grant'],
  owner: ['download', 'upload', 'create_grant', 'delete_grant'],
} as const;
const Explained = z.object({ allowed: z.boolean() });
const Exchanged = z.object({ access_token: z.string() });

const target = useTarget(startKnownTarget);
const own = freshNamespace();
const NAMESPACES = [own, `${own}x`, 'another'];

describe.each(Object.entries(PERMISSIONS))('a %s', (name, permissions) => {
  const identity = `${name}-${own}`;
  let token: string;

  beforeAll(async () => {
    const administrator = new Administrator(target());
    const key = await createIssuerKey('key-1');
    const issuer = `https://${identity}.test`;
    const trusted = { audiences: [target().issuer], algorithms: ['RS256'] };
    const jwks = { keys: [key.publicJwk] };
    await administrator.send('PUT', `/v1/issuers/${identity}`, { ...trusted, issuer, jwks });
    await administrator.send('PUT', `/v1/identities/${identity}`, {
      match: { issuer: identity, subject: name },
    });
    await administrator.grant(`identity:${identity}`, own, permissions);
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: target().issuer, sub: name, iat, exp: iat + 600 };
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: target().evidence.token(await key.sign(claims)),
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const url = `${target().baseUrl}/oauth/token`;
    const { text } = await new RegistryApi(target()).raw('POST', url, type, form.toString());
    token = target().evidence.token(Exchanged.parse(JSON.parse(text)).access_token);
  });

  /** What is explained to the administrator. */
  async function isExplained({ access, namespace }: DeclaredRoute): Promise<boolean> {
    const asked = access === 'create_or_delete_grant' ? ['create_grant', 'delete_grant'] : [access];
    const administrator = new Administrator(target());
    const answers = await Promise.all(
      asked.map((permission) => {
        const who = { principal: `identity:${identity}`, permission, namespace };
        return administrator.send('GET', `/v1/access?${new URLSearchParams(who)}`);
      }),
    );
    return answers.some((answer) => Explained.parse(answer).allowed);
  }

  it('may do on every route what is explained, here and nowhere else', async () => {
    const api = new RegistryApi(target(), token);
    const all = (await declaredRoutes(NAMESPACES)).filter(wantsPermission);
    expect(all.length).toBeGreaterThan(40);
    let opened = 0;
    for (const cell of all) {
      const { status } = await api.send(cell.method, cell.path);
      const isOpen = status !== 403;
      if (isOpen) opened += 1;
      const which = `${cell.method} ${cell.path} (${status})`;
      expect(status, which).not.toBe(401);
      expect(status, which).toBeLessThan(500);
      expect(`${which} ${isOpen}`).toBe(`${which} ${await isExplained(cell)}`);
    }
    expect(opened).toBeGreaterThan(0);
    expect(opened).toBeLessThan(all.length / 2);
  });
});
