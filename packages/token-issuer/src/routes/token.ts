import { z } from '@hono/zod-openapi';
import { type createExchangeToken, formatScope } from '@registry/domain';
import {
  type ApiApp,
  type ApiEnv,
  addRoute,
  declare,
  noAuthentication,
  readText,
} from '@registry/http';
import type { Context } from 'hono';
import { OAuthError, toOAuthErrorResponse } from '../oauth-error.ts';
import { identify, type WaysIn } from '../subject.ts';
import { ACCESS_TOKEN, parseTokenRequest, TOKEN_EXCHANGE } from '../token-request.ts';

export interface TokenRouteDeps {
  readonly exchangeToken: ReturnType<typeof createExchangeToken>;
  readonly waysIn: WaysIn;
}

const TokenAnswer = z
  .object({
    access_token: z.string(),
    issued_token_type: z.literal(ACCESS_TOKEN),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    scope: z.string(),
  })
  .openapi('Token');

const OAuthErrorBody = z
  .object({ error: z.string(), error_description: z.string() })
  .openapi('OAuthError');

const oauthError = (description: string) => ({
  description,
  content: { 'application/json': { schema: OAuthErrorBody } },
});

// RFC 6749 §5.1.
const NEVER_STORED = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

const FORM = z
  .object({
    grant_type: z.literal(TOKEN_EXCHANGE),
    subject_token: z.string(),
    subject_token_type: z.string().openapi({ example: ACCESS_TOKEN }),
    scope: z.string().optional().openapi({ example: 'download:acme' }),
    expires_in: z.string().optional().openapi({ description: 'seconds', example: '900' }),
  })
  .openapi('TokenExchange');

const ROUTE = declare({
  method: 'post',
  path: '/oauth/token',
  'x-access': 'anybody',
  operationId: 'exchangeToken',
  summary: 'Trades a token for one that can do no more and lasts no longer (RFC 8693)',
  request: {
    body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: FORM } } },
  },
  responses: {
    200: { description: 'The token', content: { 'application/json': { schema: TokenAnswer } } },
    400: oauthError('The request is malformed or refused'),
    413: oauthError('The body is too long'),
    503: oauthError('The signing key cannot be reached; try again after `Retry-After` seconds'),
    500: oauthError('The issuer failed'),
  },
});

/** The token endpoint. Its errors have RFC 6749's form, so it maps them itself. */
export function tokenRoute(app: ApiApp, deps: TokenRouteDeps): void {
  addRoute(app, ROUTE, noAuthentication, async (c) => {
    try {
      return c.json(await exchange(c, deps), 200, NEVER_STORED);
    } catch (error) {
      const { status, headers, body } = toOAuthErrorResponse(error);
      // For the request log: an answered error is otherwise none to Hono.
      if (status >= 500) c.error = error instanceof Error ? error : new Error(String(error));
      c.header('X-Request-Id', c.get('requestId'));
      return c.json(body, status, { ...NEVER_STORED, ...headers });
    }
  });
  // RFC 6749 §3.2; the app's own 405 has the form of the other routes.
  app.all(ROUTE.path, (c) => {
    c.header('X-Request-Id', c.get('requestId'));
    const error_description = 'Send a POST request.';
    const headers = { ...NEVER_STORED, Allow: 'POST' };
    return c.json({ error: 'invalid_request', error_description }, 405, headers);
  });
}

async function exchange(
  c: Context<ApiEnv>,
  { exchangeToken, waysIn }: TokenRouteDeps,
): Promise<z.infer<typeof TokenAnswer>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'Send the body as application/x-www-form-urlencoded.');
  }
  const request = parseTokenRequest(await readText(c));
  const subject = await identify(waysIn, request.subjectTokenType, request.subjectToken);
  c.set('caller', subject);
  const token = await exchangeToken({
    subject,
    ...(request.scope && { scope: request.scope }),
    ...(request.lifetimeSeconds && { lifetimeSeconds: request.lifetimeSeconds }),
  });
  return {
    access_token: token.accessToken,
    issued_token_type: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: token.expiresInSeconds,
    scope: formatScope(token.scope),
  };
}
