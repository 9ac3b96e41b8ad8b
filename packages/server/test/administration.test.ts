import { describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './support/server-process.ts';

const ROLE = 'arn:aws:iam::123456789012:role/Publisher';
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

function clientOf({ baseUrl, token }: RunningServer) {
  return async (method: string, path: string, body?: object, bearer?: string) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer ?? (await token())}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

describe('the server', () => {
  it('lets the bearer of its own token administer, and keeps it over a restart', async () => {
    const first = await startServer({ env: { ADMINISTRATORS: ROLE } });
    const send = clientOf(first);
    const path = '/v1/namespaces/ac*/grants?principal=oidc:https://issuer.test%23ann';
    expect((await send('PUT', path, { role: 'publisher', reason: 'for ann' })).status).toBe(201);
    const { body } = await send('GET', '/v1/grants');
    expect(body.grants).toMatchObject([
      { principal: ROLE, permissions: ['admin'], managed_by: 'terraform' },
      { principal: 'oidc:https://issuer.test#ann', namespace: 'ac*' },
    ]);
    first.process.kill('SIGTERM');
    expect(await first.process.ended()).toBe(0);

    const again = clientOf(await startServer({ env: { DATA_DIR: first.dataDir } }));
    const kept = await again('GET', '/v1/grants');
    expect(kept.body.grants).toEqual(body.grants.slice(1));
    const { body: audit } = await again('GET', '/v1/audit?action=grant.put');
    expect(audit.entries).toMatchObject([
      { principal: 'identity:administrator', source: '127.0.0.1', outcome: 'done' },
    ]);
  });

  it('makes no static token where they are not switched on', async () => {
    const send = clientOf(await startServer());
    const wanted = { name: 'old-ci', scope: 'download:acme', expires_at: inAnHour() };
    const { status, body } = await send('POST', '/v1/tokens', wanted);
    expect(status).toBe(409);
    expect(body.errors[0]).toContain('"static" to WAYS_IN');
  });

  it('takes static tokens where they are switched on, until they are deleted', async () => {
    const send = clientOf(await startServer({ env: { WAYS_IN: 'static' } }));
    const wanted = { name: 'old-ci', scope: 'download:acme', expires_at: inAnHour() };
    const made = await send('POST', '/v1/tokens', wanted);
    expect(made.status).toBe(201);
    const { token } = made.body;
    const who = await send('GET', '/v1/whoami', undefined, token);
    expect(who.body).toMatchObject({ principal: 'token:old-ci', scope: 'download:acme' });
    const question = '/v1/access?permission=download&namespace=acme';
    expect((await send('GET', question, undefined, token)).body.allowed).toBe(true);
    expect((await send('GET', '/v1/grants', undefined, token)).status).toBe(403);
    expect((await send('DELETE', '/v1/tokens/old-ci')).status).toBe(204);
    expect((await send('GET', '/v1/whoami', undefined, token)).status).toBe(401);
  });

  it('ends a token at once when its bearer or an administrator says so', async () => {
    const server = await startServer();
    const send = clientOf(server);
    const trade = async () => {
      const response = await fetch(`${server.baseUrl}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          subject_token: await server.token(),
          scope: 'download:acme',
        }),
      });
      const answer: unknown = await response.json();
      expect(answer).toMatchObject({ access_token: expect.any(String) });
      return typeof answer === 'object' && answer && 'access_token' in answer
        ? String(answer.access_token)
        : '';
    };
    const [one, other] = [await trade(), await trade()];
    const body = new URLSearchParams({ token: one });
    await fetch(`${server.baseUrl}/oauth/revoke`, { method: 'POST', body });
    expect((await send('GET', '/v1/whoami', undefined, one)).status).toBe(401);
    expect((await send('GET', '/v1/whoami', undefined, other)).status).toBe(200);
    const { body: audit } = await send('GET', '/v1/audit?action=token.issue');
    for (const { detail } of audit.entries) {
      expect((await send('POST', '/v1/revocations', { jti: detail.jti })).status).toBe(201);
    }
    expect((await send('GET', '/v1/whoami', undefined, other)).status).toBe(401);
  });
});
