import { formatScope } from '@registry/domain';
import { createApiApp, createLogger, gatewayAuthentication } from '@registry/http';
import { describe, expect, it } from 'vitest';

const now = new Date('2026-01-02T03:04:05Z');
const seconds = now.getTime() / 1000;
const logger = createLogger({ level: 'silent', destination: { write() {} } });
const app = createApiApp({ logger });
const authenticate = gatewayAuthentication(() => now);
app.get('/me', async (c) => {
  const { scope, ...caller } = await authenticate(c);
  return c.json({ ...caller, scope: formatScope(scope) });
});

const context = {
  principal: 'identity:ci',
  scope: 'download:acme upload:shared-*',
  issued_at: String(seconds - 60),
  expires_at: String(seconds + 60),
  token_id: 'token-1',
};

const ask = (authorizer: Record<string, unknown> | undefined) =>
  app.fetch(new Request('https://registry.test/me'), { edge: authorizer ? { authorizer } : {} });

describe('gatewayAuthentication', () => {
  it.each([
    ['strings, as a REST API hands them on', context],
    ['a number, as an HTTP API does', { ...context, expires_at: seconds + 60 }],
    ['what the gateway adds', { ...context, principalId: 'x', integrationLatency: 7 }],
  ])('reads %s', async (_, received) => {
    const response = await ask(received);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      principal: 'identity:ci',
      scope: 'download:acme upload:shared-*',
      issuedAt: '2026-01-02T03:03:05.000Z',
      expiresAt: '2026-01-02T03:05:05.000Z',
      tokenId: 'token-1',
      identities: [],
    });
  });

  it('reads where the token comes from and whom its bearer acts as', async () => {
    const response = await ask({ ...context, origin: 'token-0', identities: 'ci deploy' });
    expect(await response.json()).toMatchObject({
      origin: 'token-0',
      identities: ['ci', 'deploy'],
    });
  });

  it.each([
    ['nothing', undefined],
    ['an empty context', {}],
    ...Object.keys(context).map((name) => [`no ${name}`, { ...context, [name]: undefined }]),
    ...Object.keys(context).map((name) => [`an empty ${name}`, { ...context, [name]: '' }]),
    ['a principal of no known form', { ...context, principal: 'root' }],
    ['a scope of no known form', { ...context, scope: 'everything' }],
    ['a time that is none', { ...context, expires_at: 'soon' }],
    ['a time that is true', { ...context, expires_at: true }],
    ['a list', { ...context, scope: ['admin'] }],
  ] as [string, Record<string, unknown> | undefined][])(
    'takes %s for nobody',
    async (_, received) => {
      const response = await ask(received);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="registry"');
    },
  );

  it('goes by the end of the token, as the gateway remembers longer', async () => {
    const withEnd = (end: number) => ask({ ...context, expires_at: String(end) });
    expect((await withEnd(seconds - 29)).status).toBe(200);
    const late = await withEnd(seconds - 30);
    expect(late.status).toBe(401);
    expect(late.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });
});
