import { describe, expect, it } from 'vitest';
import { administering, after, OPERATOR, ROLE } from './support.ts';

const ANN = 'oidc:https://issuer.test#ann';
const question = (permission: string, namespace: string, principal?: string) =>
  `/v1/access?permission=${permission}&namespace=${namespace}${principal === undefined ? '' : `&principal=${encodeURIComponent(principal)}`}`;

describe('what somebody may do', () => {
  it('is explained by the grants that allow it', async () => {
    const { given, send } = administering();
    await given(ROLE, 'acme', 'download upload');
    await given(ROLE, 'ac*', 'download', after(60));
    await given(ROLE, 'other', 'download');
    const { body } = await send('GET', question('download', 'acme', ROLE));
    expect(body.allowed).toBe(true);
    expect(body.by.map(({ namespace }: { namespace: string }) => namespace)).toEqual([
      'ac*',
      'acme',
    ]);
    expect(body.templated).toEqual([]);
    expect((await send('GET', question('upload', 'ac', ROLE))).body).toEqual({
      allowed: false,
      by: [],
      templated: [],
      identities: [],
    });
  });

  it('is everything for an administrator, of the deployment as well', async () => {
    const { send } = administering();
    for (const permission of ['download', 'upload', 'create_grant', 'delete_grant', 'admin']) {
      const { body } = await send('GET', question(permission, '*', OPERATOR));
      expect(body).toMatchObject({ allowed: true, by: [{ managed_by: 'terraform' }] });
    }
  });

  it('may depend on a claim, which nobody knows here', async () => {
    const { issuer, identity, given, send } = administering();
    await issuer();
    await identity('ci');
    await given('identity:ci', '%7Bowner%7D', 'upload');
    await given('identity:ci', 'gh-%7Bowner%7D-*', 'download');
    const ask = async (permission: string, namespace: string) =>
      (await send('GET', question(permission, namespace, 'identity:ci'))).body;
    expect(await ask('upload', 'acme')).toMatchObject({
      allowed: false,
      templated: [{ namespace: '{owner}' }],
    });
    expect((await ask('download', 'gh-acme-x')).templated).toHaveLength(1);
    for (const namespace of ['gh-acme', 'acme-x', 'gh']) {
      expect((await ask('download', namespace)).templated).toEqual([]);
    }
    expect((await ask('create_grant', 'acme')).templated).toEqual([]);
  });

  it('is told of a role with all that match it, and those that perhaps do', async () => {
    const { given, send } = administering();
    const match = (more: object) => ({ body: { match: more } });
    const [account, organization] = ['123456789012', 'o-abcdefghij'];
    await send('PUT', '/v1/identities/everybody', match({ aws_account: account }));
    await send('PUT', '/v1/identities/ours', match({ aws_organization: organization }));
    await given('identity:everybody', 'acme', 'download');
    await given('identity:ours', 'acme', 'download upload');
    expect((await send('GET', question('download', 'acme', ROLE))).body).toMatchObject({
      allowed: true,
      by: [{ principal: 'identity:everybody' }],
      templated: [],
      identities: [
        { name: 'everybody', matches: 'yes' },
        { name: 'ours', matches: 'perhaps' },
      ],
    });
    expect((await send('GET', question('upload', 'acme', ROLE))).body).toEqual({
      allowed: false,
      by: [],
      templated: [],
      identities: [{ name: 'ours', matches: 'perhaps' }],
    });
  });

  it('is told of the subject of an issuer with the identities that it proves', async () => {
    const { issuer, identity, given, send } = administering();
    await issuer();
    await identity('ci');
    await given('identity:ci', 'acme', 'upload');
    const ask = async (subject: string) =>
      (await send('GET', question('upload', 'acme', `oidc:https://issuer.test#${subject}`))).body;
    expect(await ask('ci')).toMatchObject({
      allowed: true,
      identities: [{ name: 'ci', matches: 'yes' }],
    });
    expect(await ask('other')).toMatchObject({ allowed: false, identities: [] });
  });

  it.each([
    ['may depend on a claim that an issuer of no known kind says', null, ['{owner}']],
    ['does not depend on one that its bearer could choose', 'kubernetes', []],
  ])('%s', async (_, preset, templated) => {
    const { given, send } = administering();
    const [iss, sub] = ['https://issuer.test', 'system:serviceaccount:ci:builder'];
    const issuer = { issuer: iss, audiences: ['https://registry.test'] };
    await send('PUT', '/v1/issuers/cluster', { body: issuer });
    const match = { issuer: 'cluster', subject: sub };
    await send('PUT', '/v1/identities/builder', { body: { match } });
    await given('identity:builder', '%7Bowner%7D', 'upload');
    // What a preset knows may be said later than what was granted.
    await send('PUT', '/v1/issuers/cluster', { body: { ...issuer, preset } });
    const { body } = await send('GET', question('upload', 'acme', `oidc:${iss}#${sub}`));
    expect(body.allowed).toBe(false);
    expect(body.templated.map(({ namespace }: { namespace: string }) => namespace)).toEqual(
      templated,
    );
  });

  it('is told to the bearer of a token by the identities that it was given as', async () => {
    const { issuer, identity, given, send } = administering();
    await issuer();
    await identity('ci');
    await given('identity:ci', 'acme', 'upload');
    const own = await send('GET', question('upload', 'acme'), { as: 'identity:ci' });
    expect(own.body).toMatchObject({ allowed: true, identities: [] });
  });

  it('is the scope of a static token', async () => {
    const { send } = administering();
    const body = { name: 'old-ci', scope: 'download:ac*', expires_at: after(60) };
    await send('POST', '/v1/tokens', { body });
    expect((await send('GET', question('download', 'acme', 'token:old-ci'))).body.allowed).toBe(
      true,
    );
    expect((await send('GET', question('upload', 'acme', 'token:old-ci'))).body.allowed).toBe(
      false,
    );
    await send('DELETE', '/v1/tokens/old-ci');
    expect((await send('GET', question('download', 'acme', 'token:old-ci'))).body.allowed).toBe(
      false,
    );
  });

  it('may be asked by everybody about themselves, and about others by administrators', async () => {
    const { given, send } = administering();
    await given(ANN, 'acme', 'download');
    const how = { as: ANN, scope: 'upload:other' };
    expect((await send('GET', question('download', 'acme'), how)).body.allowed).toBe(true);
    expect((await send('GET', question('download', 'acme', ANN), how)).body.allowed).toBe(true);
    expect((await send('GET', question('download', 'acme', ROLE), how)).status).toBe(403);
    expect((await send('GET', question('download', 'acme', 'identity:ghost'), how)).status).toBe(
      403,
    );
  });

  it.each([
    'permission=read&namespace=acme',
    'permission=download',
    'namespace=acme',
    'permission=download&namespace=a*b',
    'permission=download&namespace=acme&token=x',
  ])('is not told for ?%s', async (query) => {
    const { send } = administering();
    expect((await send('GET', `/v1/access?${query}`)).status).toBe(422);
  });
});
