import { writeFile } from 'node:fs/promises';
import { createIssuerKey } from '@registry/domain/testing/issuer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { RegistryCli } from '../../src/clients/registry-cli.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const target = useTarget(() =>
  startLocalTarget({ env: { WAYS_IN: 'oidc,static', REVOCATION_REFRESH_SECONDS: '1' } }),
);

// Longer than the server takes to look at revocations again.
const PATIENT = { timeout: 20_000 };

async function administrator() {
  const cli = await RegistryCli.create(target());
  onTestFinished(() => cli.remove());
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await cli.run(...args, '--json');
    expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  return { cli, json };
}

describe('issuers and identities', () => {
  it('are added, changed, listed and removed, the one only after the other', async () => {
    const { cli, json } = await administrator();
    const url = 'https://gitlab.example.com';
    const issuer = await json('issuers', 'add', 'gitlab', url, '--preset', 'gitlab');
    expect(issuer).toMatchObject({
      issuer: url,
      audiences: [target().baseUrl],
      algorithms: ['RS256'],
      preset: 'gitlab',
    });
    const identity = await json(
      ...['identities', 'add', 'team', '--issuer', 'gitlab', '--claim', 'namespace_id=42'],
      ...['--claim', 'ref=main', '--claim', 'ref=release-*'],
    );
    expect(identity.match).toEqual({
      issuer: 'gitlab',
      claims: { namespace_id: '42', ref: ['main', 'release-*'] },
    });
    expect((await cli.run('issuers', 'remove', 'gitlab')).code).toBe(5);
    const changed = await json(
      ...['identities', 'change', 'team', '--aws-account', '123456789012'],
      ...['--arn-pattern', 'arn:aws:sts::123456789012:assumed-role/CI-*'],
    );
    expect(changed.match).toMatchObject({ aws_account: '123456789012' });
    await json('issuers', 'remove', 'gitlab');
    const { identities } = await json('identities', 'list');
    expect(identities).toContainEqual(changed);
    await json('identities', 'remove', 'team');
    expect((await cli.run('identities', 'show', 'team')).code).toBe(4);
  });

  it('are not added over those that are there', async () => {
    const { cli, json } = await administrator();
    await json('issuers', 'add', 'once', 'https://once.example.com');
    const again = await cli.run('issuers', 'add', 'once', 'https://other.example.com');
    expect(again.code).toBe(5);
    expect(again.stderr).toContain('issuers change');
  });

  it('change only in what is named', async () => {
    const { cli, json } = await administrator();
    const url = 'https://gitlab.corp.example';
    const jwks = { keys: [(await createIssuerKey('key-1')).publicJwk] };
    await writeFile(cli.path('keys.json'), JSON.stringify(jwks));
    const made = await json(
      ...['issuers', 'add', 'corp', url, '--preset', 'gitlab', '--audience', 'a'],
      ...['--algorithm', 'RS256', '--algorithm', 'ES256', '--jwks', 'keys.json'],
    );
    expect(made).toMatchObject({ preset: 'gitlab', algorithms: ['RS256', 'ES256'] });
    const audiences = ['b', 'c'];
    const changed = await json(
      ...['issuers', 'change', 'corp', '--audience', 'b', '--audience', 'c'],
    );
    expect(changed).toEqual({ ...made, audiences });
    const moved = await json('issuers', 'change', 'corp', 'https://git.corp.example', '--no-jwks');
    const issuer = 'https://git.corp.example';
    expect(moved).toEqual({ ...made, audiences, issuer, jwks: null });
    expect(await json('issuers', 'change', 'corp', '--no-preset')).toEqual({
      ...moved,
      preset: null,
    });
    const nothing = await cli.run('issuers', 'change', 'corp');
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain('Say what to change');
  });

  it('of a known URL keep its preset, also where none is named', async () => {
    const { json } = await administrator();
    const added = await json('issuers', 'add', 'gl', 'https://gitlab.com');
    expect(added).toMatchObject({ preset: 'gitlab' });
    expect(await json('issuers', 'change', 'gl', '--no-preset')).toEqual(added);
  });

  it('that bind nothing that lasts are refused, with the registry’s own words', async () => {
    const { cli, json } = await administrator();
    const url = 'https://token.actions.githubusercontent.com';
    await json('issuers', 'add', 'github', url, '--preset', 'github');
    const { code, stderr } = await cli.run(
      ...['identities', 'add', 'x', '--issuer', 'github', '--claim', 'repository=acme/vpc'],
    );
    expect(code).toBe(6);
    expect(stderr).toContain('repository_owner_id');
  });
});

describe('tokens that somebody keeps', () => {
  it('are shown once, work, and end when they are removed', async () => {
    const { cli, json } = await administrator();
    const namespace = freshNamespace();
    const args = ['tokens', 'add', 'old-tool', '--expires-at', '2099-01-01'];
    const made = await cli.run(...args, '--scope', `download:${namespace}`);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const token = target().evidence.token(made.stdout.trim());
    const holder = new RegistryApi(target(), token);
    const path = `/v1/modules/${namespace}/x/aws/versions`;
    expect((await holder.send('GET', path)).status).toBe(404);
    const { tokens } = await json('tokens', 'list');
    expect(JSON.stringify(tokens)).not.toContain(token);
    expect(tokens).toMatchObject([{ name: 'old-tool', scope: `download:${namespace}` }]);
    await json('tokens', 'remove', 'old-tool');
    await expect.poll(async () => (await holder.send('GET', path)).status, PATIENT).toBe(401);
  });
});

describe('tokens that end before their time', () => {
  it('do so by their id, are listed, and count again once that is lifted', async () => {
    const { json } = await administrator();
    const token = await new RegistryApi(target()).exchange('download:acme');
    const holder = new RegistryApi(target(), token);
    const [, payload = ''] = token.split('.');
    const { jti } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const { id } = await json('tokens', 'revoke', '--id', jti, '--reason', 'lost');
    await expect
      .poll(async () => (await holder.send('GET', '/v1/whoami')).status, PATIENT)
      .toBe(401);
    const { revocations } = await json('tokens', 'revocations');
    expect(revocations).toContainEqual(expect.objectContaining({ id, jti, reason: 'lost' }));
    await json('tokens', 'lift', id);
    await expect
      .poll(async () => (await holder.send('GET', '/v1/whoami')).status, PATIENT)
      .toBe(200);
  });

  it('are never named by themselves', async () => {
    const { cli } = await administrator();
    const token = await new RegistryApi(target()).exchange('download:acme');
    const { code, stderr } = await cli.run('tokens', 'revoke', '--id', token);
    expect(code).toBe(2);
    expect(stderr).not.toContain(token);
  });
});

it('tells who did what', async () => {
  const { cli, json } = await administrator();
  await json('issuers', 'add', 'audited', 'https://audited.example.com');
  const { entries } = await json('audit', '--action', 'issuer.put', '--limit', '1');
  expect(entries).toMatchObject([
    { action: 'issuer.put', outcome: 'done', principal: 'identity:administrator' },
  ]);
  const { code, stdout } = await cli.run('audit');
  expect(code).toBe(0);
  expect(stdout).toContain('issuer.put');
});
