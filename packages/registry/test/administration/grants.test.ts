import { describe, expect, it } from 'vitest';
import { administering, after, OPERATOR, ROLE, ROOT } from './support.ts';

const BRANCH = encodeURIComponent(
  'oidc:https://token.actions.githubusercontent.com#repo:acme/vpc:ref:refs/heads/main',
);

describe('a grant', () => {
  it('is made, shown, changed and deleted', async () => {
    const { put, send, grantsPath } = administering();
    const made = await put(ROLE, 'acme', { permissions: ['upload', 'download'], reason: 'CI' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      principal: ROLE,
      namespace: 'acme',
      permissions: ['download', 'upload'],
      expires_at: null,
      reason: 'CI',
      created_by: ROOT,
      created_at: '2026-01-02T03:04:05.678Z',
      managed_by: null,
    });
    const path = grantsPath('acme', ROLE);
    const shown = await send('GET', path);
    expect(shown).toMatchObject({ status: 200, etag: made.etag, body: made.body });
    const changed = await send('PATCH', path, { body: { expires_at: after(60) } });
    expect(changed.body).toEqual({ ...made.body, expires_at: after(60) });
    expect(changed.etag).not.toBe(made.etag);
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('GET', path)).status).toBe(404);
    expect((await send('DELETE', path)).status).toBe(404);
    expect((await send('PATCH', path, { body: { reason: 'x' } })).status).toBe(404);
  });

  it('is for a role by any of its ARNs', async () => {
    const { put, send, grantsPath } = administering();
    const session = 'arn:aws:sts::123456789012:assumed-role/Publisher/i-0abc';
    expect((await put(session, 'acme', { role: 'reader' })).body.principal).toBe(ROLE);
    const withPath = 'arn:aws:iam::123456789012:role/team/Publisher';
    expect((await send('GET', grantsPath('acme', withPath))).status).toBe(200);
  });

  it.each([
    ['reader', ['download']],
    ['publisher', ['download', 'upload']],
    ['maintainer', ['download', 'upload', 'create_grant']],
    ['owner', ['download', 'upload', 'create_grant', 'delete_grant']],
  ])('may be the role %s', async (role, permissions) => {
    const { put } = administering();
    expect((await put(ROLE, 'acme', { role })).body.permissions).toEqual(permissions);
  });

  it('changes only in what a PATCH names', async () => {
    const { put, send, grantsPath } = administering();
    const { body } = await put(ROLE, 'acme', { role: 'owner', expires_at: after(60), reason: 'a' });
    const path = grantsPath('acme', ROLE);
    const permissions = ['download'];
    const once = await send('PATCH', path, { body: { permissions } });
    expect(once.body).toEqual({ ...body, permissions });
    const twice = await send('PATCH', path, { body: { reason: 'b' } });
    expect(twice.body).toEqual({ ...body, permissions, reason: 'b' });
    const thrice = await send('PATCH', path, { body: { expires_at: null } });
    expect(thrice.body).toEqual({ ...body, permissions, reason: 'b', expires_at: null });
  });

  it.each([
    ['no terms', {}],
    ['permissions and a role', { permissions: ['download'], role: 'reader' }],
    ['no permissions', { permissions: [] }],
    ['an unknown permission', { permissions: ['read'] }],
    ['an unknown role', { role: 'god' }],
    ['an unknown field', { role: 'reader', permission: 'x' }],
    ['an end in the past', { role: 'reader', expires_at: '2026-01-01T00:00:00Z' }],
    ['an end now', { role: 'reader', expires_at: '2026-01-02T03:04:05.678Z' }],
    ['an end that is no time', { role: 'reader', expires_at: 'tomorrow' }],
    ['admin in a namespace', { permissions: ['admin'] }],
    ['a reason of two lines', { role: 'reader', reason: 'a\nb' }],
    ['a token for a reason', { role: 'reader', reason: 'eyJhbGciOiJFUzI1NiJ9.e30.x' }],
  ])('is not made with %s', async (_, body) => {
    const { put, send } = administering();
    expect((await put(ROLE, 'acme', body)).status).toBe(422);
    expect((await send('GET', '/v1/grants')).body.grants).toHaveLength(1);
  });

  it.each([
    ['no principal', '/v1/namespaces/acme/grants', 422],
    ['an empty principal', '/v1/namespaces/acme/grants?principal=', 422],
    ['an unknown form of principal', '/v1/namespaces/acme/grants?principal=bob', 422],
    ['two principals', `/v1/namespaces/acme/grants?principal=${ROLE}&principal=${ROLE}`, 422],
    ['an unknown parameter', `/v1/namespaces/acme/grants?principal=${ROLE}&role=owner`, 422],
    ['an identity that is not there', '/v1/namespaces/acme/grants?principal=identity:x', 422],
    ['a static token', '/v1/namespaces/acme/grants?principal=token:x', 422],
    ['a variable for no identity', `/v1/namespaces/%7Bowner%7D/grants?principal=${ROLE}`, 422],
    ['a star inside', `/v1/namespaces/a*b/grants?principal=${ROLE}`, 422],
    ['a star behind a variable', `/v1/namespaces/%7Bowner%7D*/grants?principal=${ROLE}`, 422],
    ['a name of GitHub', `/v1/namespaces/acme/grants?principal=${BRANCH}`, 422],
    ['two variables', `/v1/namespaces/%7Ba%7D-%7Bb%7D/grants?principal=${ROLE}`, 422],
    ['a reserved namespace', `/v1/namespaces/search/grants?principal=${ROLE}`, 422],
  ])('is not made for %s', async (_, path, status) => {
    const { send } = administering();
    expect((await send('PUT', path, { body: { role: 'reader' } })).status).toBe(status);
  });

  it('is for the subjects of an issuer as long as nobody else can get them', async () => {
    const { put, send } = administering();
    const gitlab = 'https://gitlab.corp.example';
    const subject = `oidc:${gitlab}#project_path:acme/vpc:ref_type:branch:ref:main`;
    expect((await put(subject, 'acme', { role: 'reader' })).status).toBe(201);
    const body = { issuer: gitlab, audiences: ['https://registry.test'], preset: 'gitlab' };
    expect((await send('PUT', '/v1/issuers/gitlab', { body })).status).toBe(201);
    const refused = await put(subject, 'other', { role: 'reader' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]).toContain('make an identity that binds an id');
    const account = 'oidc:https://accounts.google.com#107517467455664443766';
    expect((await put(account, 'acme', { role: 'reader' })).status).toBe(201);
  });

  it.each([
    ['{ref_name}', 'bind its values exactly'],
    ['gh-{repository_owner}', 'bind claims.repository_owner_id exactly'],
  ])('is not made for %s where whoever runs a job chooses it', async (namespace, sentence) => {
    const { put, send } = administering();
    const issuer = 'https://token.actions.githubusercontent.com';
    const body = { issuer, audiences: ['https://registry.test'] };
    expect((await send('PUT', '/v1/issuers/github', { body })).status).toBe(201);
    const identity = async (claims: object) => {
      const match = { issuer: 'github', claims };
      const { status } = await send('PUT', '/v1/identities/ci', { body: { match } });
      expect([200, 201]).toContain(status);
    };
    const grant = () => put('identity:ci', encodeURIComponent(namespace), { role: 'publisher' });
    await identity({ repository_id: '74' });
    const refused = await grant();
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]).toContain(sentence);
    await identity({ repository_owner_id: '65', ref_name: ['main', 'next'] });
    expect((await grant()).status).toBe(201);
  });

  it('may hold for many namespaces, by a pattern or a variable', async () => {
    const { put, send, issuer, identity, grantsPath } = administering();
    await issuer();
    await identity('ci');
    for (const namespace of ['*', 'ac*', '%7Bowner%7D', 'gh-%7Bowner%7D-*']) {
      expect((await put('identity:ci', namespace, { role: 'reader' })).status).toBe(201);
      expect((await send('GET', grantsPath(namespace, 'identity:ci'))).status).toBe(200);
    }
    const { body } = await send('GET', '/v1/grants?principal=identity:ci');
    const namespaces = body.grants.map((grant: { namespace: string }) => grant.namespace);
    expect(namespaces).toEqual(['*', 'ac*', 'gh-{owner}-*', '{owner}']);
  });
});

describe('an If-Match', () => {
  it('keeps a change from what somebody else has changed', async () => {
    const { put, send, grantsPath } = administering();
    const first = await put(ROLE, 'acme', { role: 'reader' });
    const path = grantsPath('acme', ROLE);
    const second = await put(ROLE, 'acme', { role: 'publisher' });
    const headers = { 'if-match': first.etag };
    for (const [method, body] of [
      ['PUT', { role: 'owner' }],
      ['PATCH', { reason: 'x' }],
      ['DELETE', undefined],
    ] as const) {
      expect((await send(method, path, { headers, ...(body && { body }) })).status).toBe(412);
    }
    expect((await send('GET', path)).etag).toBe(second.etag);
    const right = { headers: { 'if-match': `"x", ${second.etag}` }, body: { reason: 'x' } };
    expect((await send('PATCH', path, right)).status).toBe(200);
  });

  it('does not hold for a grant that was deleted and made anew', async () => {
    const { put, send, grantsPath } = administering();
    const first = await put(ROLE, 'acme', { role: 'reader' });
    await send('DELETE', grantsPath('acme', ROLE));
    await put(ROLE, 'acme', { role: 'publisher' });
    const headers = { 'if-match': first.etag };
    expect((await send('DELETE', grantsPath('acme', ROLE), { headers })).status).toBe(412);
  });

  it('does not make what is not there', async () => {
    const { put } = administering();
    for (const etag of ['*', '"1-x"', '']) {
      const headers = { 'if-match': etag };
      const { status } = await put(ROLE, 'acme', { role: 'reader' }, { headers });
      expect(status).toBe(412);
    }
  });
});

describe('an If-None-Match', () => {
  const headers = { 'if-none-match': '*' };

  it('makes what is not there, and leaves alone what is', async () => {
    const { put, send, grantsPath, issuer } = administering();
    const first = await put(ROLE, 'acme', { role: 'reader' }, { headers });
    expect(first.status).toBe(201);
    const second = await put(ROLE, 'acme', { role: 'owner' }, { headers });
    expect(second).toMatchObject({ status: 412 });
    expect(second.body.errors[0]).toContain('There is one already');
    expect((await send('GET', grantsPath('acme', ROLE))).etag).toBe(first.etag);
    expect((await issuer()).status).toBe(201);
    for (const [path, body] of [
      ['issuers/ci-issuer', { issuer: 'https://issuer.test', audiences: ['a'] }],
      ['identities/ci', { match: { issuer: 'ci-issuer', subject: 'ci' } }],
    ] as const) {
      const { status } = await send('PUT', `/v1/${path}`, { body });
      expect([200, 201]).toContain(status);
      expect((await send('PUT', `/v1/${path}`, { body, headers })).status).toBe(412);
    }
  });

  it('leaves alone what somebody else makes at the same time', async () => {
    const { put, send, grantsPath, meanwhile } = administering();
    meanwhile(() => put(ROLE, 'acme', { role: 'reader' }));
    expect((await put(ROLE, 'acme', { role: 'owner' }, { headers })).status).toBe(412);
    const { body } = await send('GET', grantsPath('acme', ROLE));
    expect(body.permissions).toEqual(['download']);
  });
});

describe('the lists of grants', () => {
  it('are of all, of a principal and of a namespace, in parts', async () => {
    const { given, send } = administering();
    for (let i = 0; i < 5; i += 1) await given(ROLE, `ns-${i}`, 'download');
    await given('oidc:https://issuer.test#a', 'ns-1', 'upload');
    const seen: string[] = [];
    for (let path = '/v1/grants?limit=2'; ; ) {
      const { body } = await send('GET', path);
      seen.push(...body.grants.map((grant: { namespace: string }) => grant.namespace));
      if (body.next === null) break;
      path = `/v1/grants?limit=2&cursor=${body.next}`;
    }
    // The first is the deployment's.
    expect(seen).toEqual(['*', 'ns-0', 'ns-1', 'ns-1', 'ns-2', 'ns-3', 'ns-4']);
    const ofRole = await send('GET', `/v1/grants?principal=${ROLE}`);
    expect(ofRole.body.grants).toHaveLength(5);
    const inNamespace = await send('GET', '/v1/namespaces/ns-1/grants');
    expect(inNamespace.body.grants).toHaveLength(2);
    expect((await send('GET', '/v1/namespaces/ns/grants')).body.grants).toEqual([]);
    const operators = await send('GET', `/v1/grants?principal=${OPERATOR}`);
    expect(operators.body.grants).toMatchObject([
      { permissions: ['admin'], managed_by: 'terraform' },
    ]);
  });

  it.each([
    'limit=0',
    'limit=1001',
    'limit=x',
    'limit=',
    'cursor=x',
    'unknown=1',
    'limit=1&limit=2',
  ])('refuse ?%s', async (query) => {
    const { send } = administering();
    expect((await send('GET', `/v1/grants?${query}`)).status).toBe(422);
  });
});
