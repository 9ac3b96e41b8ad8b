import { type StartedIssuer, startIssuer } from '@registry/domain/testing/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningServer, startServer } from './support/server-process.ts';

let issuer: StartedIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.stop());

/** A server that trusts the issuer's certificate. */
const started = (env: Record<string, string>) =>
  startServer({ env: { NODE_EXTRA_CA_CERTS: issuer.certFile, ...env } });

const GRANTS = '/v1/namespaces/my-group/grants?principal=identity:publisher';

/** Lets the jobs of one group publish in the namespace of its name, as an administrator would. */
async function setUp(server: RunningServer): Promise<void> {
  await administer(server, 'PUT', '/v1/issuers/gitlab', {
    issuer: issuer.url,
    audiences: [server.baseUrl],
    algorithms: ['RS256'],
    preset: 'gitlab',
  });
  await administer(server, 'PUT', '/v1/identities/publisher', {
    match: { issuer: 'gitlab', claims: { namespace_id: '72', ref_protected: 'true' } },
  });
  await administer(server, 'PUT', GRANTS, { role: 'publisher', reason: 'its own modules' });
}

async function administer(server: RunningServer, method: string, path: string, body?: object) {
  const response = await fetch(`${server.baseUrl}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${await server.token()}`,
      'Content-Type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.ok, await response.clone().text()).toBe(true);
}

async function trade(server: RunningServer, claims: Record<string, unknown> = {}) {
  const subject_token = await issuer.token({
    aud: server.baseUrl,
    sub: 'project_path:my-group/vpc:ref_type:branch:ref:main',
    namespace_id: '72',
    namespace_path: 'my-group',
    project_id: '20',
    ref_protected: 'true',
    ...claims,
  });
  return fetch(`${server.baseUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token,
    }),
  });
}

const Token = z.object({ access_token: z.string() });

describe('a job with a token of its own', () => {
  it('gets one of ours, with what it was granted, as long as it is granted', async () => {
    const server = await started({ ISSUER_PRIVATE_HOSTS: '127.0.0.1' });
    await setUp(server);
    const { access_token } = Token.parse(await (await trade(server)).json());
    const ask = (path: string) =>
      fetch(`${server.baseUrl}${path}`, { headers: { Authorization: `Bearer ${access_token}` } });
    expect(await (await ask('/v1/whoami')).json()).toMatchObject({
      principal: 'identity:publisher',
      scope: 'download:my-group upload:my-group',
    });
    expect((await ask('/v1/modules/my-group/vpc/aws/versions')).status).toBe(404);
    expect((await ask('/v1/modules/other/vpc/aws/versions')).status).toBe(403);
    expect((await trade(server, { namespace_id: '73' })).status).toBe(400);
    expect((await trade(server, { ref_protected: 'false' })).status).toBe(400);
    await administer(server, 'DELETE', GRANTS);
    expect(await (await trade(server)).json()).toMatchObject({ error: 'invalid_grant' });
    expect(server.process.stderr).not.toContain(access_token);
  });

  it('gets none where the way in is switched off', async () => {
    const server = await started({ ISSUER_PRIVATE_HOSTS: '127.0.0.1', WAYS_IN: 'aws-proof' });
    await setUp(server);
    const response = await trade(server);
    expect(await response.json()).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringContaining('The way in oidc is switched off here.'),
    });
  });

  it('gets none where its issuer is in a private network that nobody has named', async () => {
    const server = await started({});
    await setUp(server);
    issuer.requests.length = 0;
    expect((await trade(server)).status).toBe(503);
    expect(issuer.requests).toEqual([]);
  });
});

it('says who it is as every token does', async () => {
  const server = await startServer();
  const response = await fetch(`${server.baseUrl}/.well-known/openid-configuration`);
  expect(await response.json()).toMatchObject({
    issuer: server.baseUrl,
    token_endpoint: `${server.baseUrl}/oauth/token`,
    jwks_uri: `${server.baseUrl}/.well-known/jwks.json`,
  });
});
