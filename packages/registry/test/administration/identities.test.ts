import { describe, expect, it } from 'vitest';
import { administering } from './support.ts';

const GITHUB = {
  issuer: 'https://token.actions.githubusercontent.com',
  audiences: ['https://registry.test'],
  algorithms: ['RS256'],
  preset: 'github',
};

const AWS = { issuer: 'https://0123.tokens.sts.global.api.aws' };

describe('an issuer', () => {
  it('is trusted, shown, changed and dropped', async () => {
    const { send } = administering();
    const made = await send('PUT', '/v1/issuers/github', { body: GITHUB });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ name: 'github', ...GITHUB, jwks: null });
    const audiences = ['https://registry.test', 'other'];
    const changed = await send('PUT', '/v1/issuers/github', { body: { ...GITHUB, audiences } });
    expect(changed.status).toBe(200);
    expect((await send('GET', '/v1/issuers/github')).body).toEqual(changed.body);
    expect((await send('GET', '/v1/issuers')).body).toEqual({
      issuers: [changed.body],
      next: null,
    });
    const headers = { 'if-match': made.etag };
    expect((await send('DELETE', '/v1/issuers/github', { headers })).status).toBe(412);
    expect((await send('DELETE', '/v1/issuers/github')).status).toBe(204);
    expect((await send('GET', '/v1/issuers/github')).status).toBe(404);
    expect((await send('DELETE', '/v1/issuers/github')).status).toBe(404);
  });

  it.each([
    ['those of its preset', { ...AWS, preset: 'aws' }, ['RS256', 'ES384']],
    ['those of the preset of its URL', AWS, ['RS256', 'ES384']],
    ['those that are named', { ...AWS, preset: 'aws', algorithms: ['RS256'] }, ['RS256']],
    ['the usual one, where no preset knows', { issuer: 'https://a.test' }, ['RS256']],
  ])('signs with %s', async (_, given, algorithms) => {
    const { send } = administering();
    const body = { audiences: GITHUB.audiences, ...given };
    const made = await send('PUT', '/v1/issuers/one', { body });
    expect(made).toMatchObject({ status: 201, body: { algorithms } });
    expect((await send('GET', '/v1/issuers/one')).body).toEqual(made.body);
  });

  it('has the preset of its URL, named or not', async () => {
    const { send } = administering();
    const { preset: _, ...unnamed } = GITHUB;
    for (const body of [unnamed, { ...GITHUB, preset: null }, GITHUB]) {
      const made = await send('PUT', '/v1/issuers/github', { body });
      expect(made.body).toMatchObject({ preset: 'github' });
      const match = { issuer: 'github', claims: { repository: 'acme/vpc' } };
      const identity = await send('PUT', '/v1/identities/vpc', { body: { match } });
      expect(identity).toMatchObject({ status: 422 });
      expect(identity.body.errors[0]).toContain('claims.repository_owner_id');
    }
    const other = await send('PUT', '/v1/issuers/github', {
      body: { ...GITHUB, preset: 'gitlab' },
    });
    expect(other).toMatchObject({ status: 422 });
    expect(other.body.errors[0]).toContain('"github" and no other');
  });

  it('has its URL alone, until it is called by another one', async () => {
    const { issuer } = administering();
    expect((await issuer('one', 'https://a.test')).status).toBe(201);
    expect((await issuer('two', 'https://a.test')).status).toBe(409);
    expect((await issuer('one', 'https://b.test')).status).toBe(200);
    expect((await issuer('two', 'https://a.test')).status).toBe(201);
    expect((await issuer('two', 'https://b.test')).status).toBe(409);
  });

  it('has its URL alone, when two are made at once', async () => {
    const { issuer } = administering();
    const answers = await Promise.all(['one', 'two'].map((name) => issuer(name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('keeps its keys, as far as they are public and strong', async () => {
    const { send } = administering();
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    const body = {
      ...GITHUB,
      preset: null,
      issuer: 'https://own.test',
      jwks: { keys: [{ ...key, d: 'private' }] },
    };
    const { body: shown } = await send('PUT', '/v1/issuers/own', { body });
    expect(shown.jwks).toEqual({ keys: [key] });
    const secret = { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] };
    const refused = await send('PUT', '/v1/issuers/own', { body: { ...body, jwks: secret } });
    expect(refused.status).toBe(422);
  });

  it.each([
    ['a plain http URL', { issuer: 'http://a.test' }],
    ['no audience', { audiences: [] }],
    ['no algorithm', { algorithms: [] }],
    ['a shared secret', { algorithms: ['HS256'] }],
    ['no signature', { algorithms: ['none'] }],
    ['an unknown preset', { preset: 'gitea' }],
    ['an unknown field', { jwks_uri: 'https://a.test/jwks' }],
  ])('is not trusted with %s', async (_, change) => {
    const { send } = administering();
    const { status } = await send('PUT', '/v1/issuers/github', { body: { ...GITHUB, ...change } });
    expect(status).toBe(422);
  });

  it('stays as long as an identity is proved by it', async () => {
    const { issuer, identity, send } = administering();
    await issuer();
    await identity('ci');
    const refused = await send('DELETE', '/v1/issuers/ci-issuer');
    expect(refused.status).toBe(409);
    expect(refused.body.errors[0]).toContain('"ci"');
    await send('DELETE', '/v1/identities/ci');
    expect((await send('DELETE', '/v1/issuers/ci-issuer')).status).toBe(204);
  });
});

describe('an identity', () => {
  it.each([
    [{ aws_account: '123456789012' }],
    [{ aws_organization: 'o-abcdefghij', arn_pattern: 'arn:aws:sts::*:assumed-role/ci-*/*' }],
    [
      {
        aws_account: '123456789012',
        arn: 'arn:aws:iam::123456789012:role/Ci',
        user_id_pattern: 'AROA*:fn',
      },
    ],
    [{ issuer: 'ci-issuer', subject_pattern: 'repo:acme/*', audience: 'https://registry.test' }],
    [
      {
        issuer: 'ci-issuer',
        claims: { owner_id: '1234', ref: ['refs/heads/main', 'refs/tags/*'] },
      },
    ],
  ])('is made as it was written: %j', async (match) => {
    const { issuer, send } = administering();
    await issuer();
    const made = await send('PUT', '/v1/identities/ci', { body: { match } });
    expect(made).toMatchObject({ status: 201, body: { name: 'ci', match } });
    expect((await send('GET', '/v1/identities/ci')).body).toEqual({ name: 'ci', match });
    expect((await send('GET', '/v1/identities')).body.identities).toEqual([{ name: 'ci', match }]);
  });

  it.each([
    ['nothing', {}],
    ['no account', { arn: 'arn:aws:iam::123456789012:role/Ci' }],
    [
      'an account and an organization',
      { aws_account: '123456789012', aws_organization: 'o-abcdefghij' },
    ],
    ['no account number', { aws_account: '1234' }],
    ['an ARN and a pattern', { aws_account: '123456789012', arn: 'arn:x', arn_pattern: 'arn:*' }],
    ['a pattern that is too wide', { aws_account: '123456789012', arn_pattern: 'a*' }],
    ['a pattern of stars', { aws_account: '123456789012', arn_pattern: '***' }],
    ['too many stars', { aws_account: '123456789012', arn_pattern: 'abc*********' }],
    ['a pattern that is too long', { aws_account: '123456789012', arn_pattern: 'a'.repeat(513) }],
    ['an unknown issuer', { issuer: 'nobody', subject: 'x' }],
    ['everybody of an issuer', { issuer: 'ci-issuer' }],
    ['a star where it is none', { issuer: 'ci-issuer', subject: 'repo:acme/*' }],
    ['a star in a claim that is no list', { issuer: 'ci-issuer', claims: { ref: 'refs/*' } }],
    ['a claim without values', { issuer: 'ci-issuer', claims: { ref: [] } }],
    ['an unknown field', { issuer: 'ci-issuer', subject: 'x', sub: 'y' }],
    ['both kinds', { issuer: 'ci-issuer', subject: 'x', aws_account: '123456789012' }],
  ])('is not made of %s', async (_, match) => {
    const { issuer, send } = administering();
    await issuer();
    expect((await send('PUT', '/v1/identities/ci', { body: { match } })).status).toBe(422);
    expect((await send('GET', '/v1/identities/ci')).status).toBe(404);
  });

  it.each(['Ci', 'ci_', '-ci', 'a'.repeat(65), 'administrator', 'anybody'])(
    'is not called %s',
    async (name) => {
      const { send } = administering();
      const body = { match: { aws_account: '123456789012' } };
      expect((await send('PUT', `/v1/identities/${name}`, { body })).status).toBe(422);
    },
  );

  it('stays as long as something is granted to it', async () => {
    const { issuer, identity, given, send, grantsPath } = administering();
    await issuer();
    await identity('ci');
    await given('identity:ci', 'acme', 'download');
    expect((await send('DELETE', '/v1/identities/ci')).status).toBe(409);
    await send('DELETE', grantsPath('acme', 'identity:ci'));
    expect((await send('DELETE', '/v1/identities/ci')).status).toBe(204);
  });

  it('stays as long as the deployment names it', async () => {
    const { issuer, identity, send } = administering({ administrators: ['identity:ops'] });
    await issuer();
    await identity('ops');
    await identity('opsy');
    const refused = await send('DELETE', '/v1/identities/ops');
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.errors[0]).toContain('Terraform');
    expect((await send('DELETE', '/v1/identities/opsy')).status).toBe(204);
  });

  it('is not deleted where something is granted to it in between', async () => {
    const { issuer, identity, given, send, meanwhile } = administering();
    await issuer();
    await identity('ci');
    meanwhile(() => given('identity:ci', 'acme', 'download'));
    expect((await send('DELETE', '/v1/identities/ci')).status).toBe(409);
    meanwhile(() => given('identity:ci', 'other', 'download'));
    expect((await send('DELETE', '/v1/identities/ci')).status).toBe(409);
  });

  it('is granted nothing where it is deleted in between', async () => {
    const { issuer, identity, put, send, meanwhile } = administering();
    await issuer();
    await identity('ci');
    meanwhile(() => send('DELETE', '/v1/identities/ci'));
    expect((await put('identity:ci', 'acme', { role: 'reader' })).status).toBe(422);
    expect((await send('GET', '/v1/grants?principal=identity:ci')).body.grants).toEqual([]);
  });

  it('keeps its issuer, where it is made while that is being dropped', async () => {
    const { issuer, identity, send, meanwhile } = administering();
    await issuer();
    meanwhile(() => identity('ci'));
    expect((await send('DELETE', '/v1/issuers/ci-issuer')).status).toBe(409);
  });

  it('is not made where its issuer is dropped in between', async () => {
    const { issuer, identity, send, meanwhile } = administering();
    await issuer();
    meanwhile(() => send('DELETE', '/v1/issuers/ci-issuer'));
    expect((await identity('ci')).status).toBe(422);
  });
});
