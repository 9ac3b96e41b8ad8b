import { writeFile } from 'node:fs/promises';
import { createIssuerKey } from '@registry/domain/testing/issuer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Administrator } from '../../src/access/administrator.ts';
import { RegistryCli } from '../../src/clients/registry-cli.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';

const ISSUER = 'https://ci.example.com';

/** A registry of its own, where each of `identities`, by name, is an administrator with a subject. */
async function administered(identities: Readonly<Record<string, string>>) {
  const target = await startLocalTarget();
  onTestFinished(() => target.stop());
  const administrator = new Administrator(target);
  const key = await createIssuerKey('key-1');
  await administrator.send('PUT', '/v1/issuers/ci', {
    issuer: ISSUER,
    audiences: [target.baseUrl],
    jwks: { keys: [key.publicJwk] },
  });
  for (const [name, subject] of Object.entries(identities)) {
    await administrator.send('PUT', `/v1/identities/${name}`, { match: { issuer: 'ci', subject } });
    await administrator.grant(`identity:${name}`, '*', ['admin']);
  }
  const cliOf = async (token?: string | null, env = {}) => {
    const cli = await RegistryCli.create(target, token, env);
    onTestFinished(() => cli.remove());
    return cli;
  };
  /** Applies `text` as `subject`, who proves it as a job does. */
  const applyAs = async (subject: string, text: string) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: ISSUER, aud: target.baseUrl, sub: subject, iat, exp: iat + 300 };
    const REGISTRY_ID_TOKEN = target.evidence.token(await key.sign(claims));
    const job = await cliOf(null, { GITLAB_CI: 'true', REGISTRY_ID_TOKEN });
    const { stdout } = await job.run('token', 'get', '--scope', 'admin');
    const cli = await cliOf(target.evidence.token(stdout.trim()));
    await writeFile(cli.path('grants.yaml'), text);
    return cli.run('grants', 'apply', 'grants.yaml');
  };
  const granted = async () => {
    const { grants } = await administrator.send('GET', '/v1/grants');
    return grants.map((grant: { principal: string; namespace: string; permissions: string[] }) =>
      [grant.principal, grant.namespace, ...grant.permissions].join(' '),
    );
  };
  return { administrator, applyAs, granted };
}

const HANDED_OVER = `grants:
  - { principal: identity:new, namespace: "*", permissions: [admin] }
  - { principal: identity:new, namespace: acme, role: owner }
`;

describe('who is an administrator no more by what they apply', () => {
  it('hands everything over before they stop being one', async () => {
    const { administrator, applyAs, granted } = await administered({ old: 'a', new: 'b' });
    await administrator.grant('identity:old', 'acme', ['download']);
    await administrator.grant('identity:new', 'acme', ['download']);
    await administrator.grant('identity:new', 'zoo', ['download']);
    const { code, stderr } = await applyAs('a', HANDED_OVER);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await granted()).toEqual([
      'identity:new * admin',
      'identity:new acme download upload create_grant delete_grant',
    ]);
  });

  it('may keep something less, which is changed last of all', async () => {
    const { administrator, applyAs, granted } = await administered({ old: 'a', new: 'b' });
    await administrator.grant('identity:old', 'acme', ['upload']);
    const file = `${HANDED_OVER}  - { principal: identity:old, namespace: "*", role: reader }\n`;
    const { code, stderr } = await applyAs('a', file);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await granted()).toContain('identity:old * download');
    expect(await granted()).not.toContain('identity:old acme upload');
  });

  it('may be one as several identities at once', async () => {
    const { administrator, applyAs, granted } = await administered({
      a: 'both',
      b: 'both',
      new: 'other',
    });
    await administrator.grant('identity:b', 'acme', ['upload']);
    const { code, stderr } = await applyAs('both', HANDED_OVER);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await granted()).toHaveLength(2);
  });
});
