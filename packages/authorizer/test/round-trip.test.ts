import { formatScope, parsePrincipal, parseResourceName, parseScope } from '@registry/domain';
import type { TokenVerifier } from '@registry/domain/tokens';
import { createApiApp, createLogger, gatewayAuthentication } from '@registry/http';
import { createHttpHandler } from '@registry/http/lambda';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { requestEvent, tokenEvent } from './events.ts';
import { authorizing, clock, now, tokenWith } from './setup.ts';

const app = createApiApp({
  logger: createLogger({ level: 'silent', destination: { write() {} } }),
});
const authenticate = gatewayAuthentication(clock);
app.get('/me', async (c) => {
  const { scope, ...caller } = await authenticate(c);
  return c.json({ ...caller, scope: formatScope(scope) });
});
const handler = createHttpHandler(app, { basePath: '' });

/** What API Gateway makes of an authorizer's context: every value a string. */
async function throughTheGateway(
  bearer: string,
  verify?: TokenVerifier,
): Promise<APIGatewayProxyEvent> {
  const token = `Bearer ${bearer}`;
  const { principalId, context } = await authorizing(verify).authorize(tokenEvent(token));
  const strings = Object.entries(context).map(([name, value]) => [name, String(value)]);
  const { requestContext, ...event } = requestEvent(token);
  return {
    ...event,
    path: '/me',
    body: null,
    isBase64Encoded: false,
    headers: {},
    multiValueHeaders: {},
    requestContext: {
      ...requestContext,
      authorizer: { principalId, integrationLatency: 7, ...Object.fromEntries(strings) },
    },
  };
}

describe('what the authorizer says', () => {
  it.each([
    ['download:acme upload:shared-*', 'identity:ci'],
    ['admin', 'arn:aws:iam::123456789012:role/Publisher'],
    ['download:*', 'oidc:https://token.example.com#repo:acme/vpc:ref:refs/heads/main'],
  ])('reaches the app behind the gateway whole: %s of %s', async (scope, principal) => {
    const { statusCode, body } = await handler(
      await throughTheGateway(await tokenWith(scope, principal)),
    );
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({
      principal,
      scope,
      tokenId: 'token-1',
      issuedAt: new Date(Math.floor(now.getTime() / 1000) * 1000).toISOString(),
      identities: [],
      expiresAt: new Date((Math.floor(now.getTime() / 1000) + 900) * 1000).toISOString(),
    });
  });

  it('reaches it with all that tells where the token comes from', async () => {
    const caller = {
      principal: parsePrincipal('identity:ci'),
      actor: parsePrincipal('oidc:https://token.example.com#ci'),
      scope: parseScope('upload:acme'),
      issuedAt: new Date('2026-01-02T03:04:00Z'),
      expiresAt: new Date('2026-01-02T03:14:00Z'),
      tokenId: 'token-2',
      origin: 'token-1',
      identities: ['ci', 'main'].map(parseResourceName),
      variables: { repository_owner: 'acme', environment: 'a "b" {c}' },
    };
    const { body } = await handler(await throughTheGateway('a.b.c', async () => caller));
    expect(JSON.parse(body)).toEqual(
      JSON.parse(JSON.stringify({ ...caller, scope: 'upload:acme' })),
    );
  });
});
