import { z } from '@hono/zod-openapi';
import {
  type AuditedRequest,
  type Caller,
  type createExchangeToken,
  type createIssueForProof,
  formatScope,
  type Proof,
  type RecordAudit,
  UnauthenticatedError,
} from '@registry/domain';
import type { IssuedToken } from '@registry/domain/tokens';
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
import { parseTokenRequest, TOKEN_EXCHANGE, type TokenRequest } from '../token-request.ts';
import type { Identify } from '../ways-in/identify.ts';
import { ACCESS_TOKEN } from '../ways-in/subject-types.ts';

export interface TokenRouteDeps {
  readonly identify: Identify;
  readonly exchangeToken: ReturnType<typeof createExchangeToken>;
  readonly issueForProof: ReturnType<typeof createIssueForProof>;
  /** Keeps refusals of people who have proved nothing, within bounds. */
  readonly refuse: RecordAudit;
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
    identity: z.string().optional().openapi({
      description: 'whom to act as, where the proof matches several identities',
      example: 'ci',
    }),
    scope: z.string().optional().openapi({ example: 'download:acme' }),
    expires_in: z.string().optional().openapi({ description: 'seconds', example: '900' }),
  })
  .openapi('TokenExchange');

const ROUTE = declare({
  method: 'post',
  path: '/oauth/token',
  'x-access': 'anybody',
  operationId: 'exchangeToken',
  summary: 'Trades a token or a proof of identity for a token (RFC 8693)',
  request: {
    body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: FORM } } },
  },
  responses: {
    200: { description: 'The token', content: { 'application/json': { schema: TokenAnswer } } },
    400: oauthError('The request is malformed or refused'),
    413: oauthError('The body is too long'),
    503: oauthError('Something cannot be reached; try again after `Retry-After` seconds'),
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
  deps: TokenRouteDeps,
): Promise<z.infer<typeof TokenAnswer>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'Send the body as application/x-www-form-urlencoded.');
  }
  const token = await tokenFor(c, parseTokenRequest(await readText(c)), deps);
  return {
    access_token: token.accessToken,
    issued_token_type: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: token.expiresInSeconds,
    scope: formatScope(token.scope),
  };
}

async function tokenFor(
  c: Context<ApiEnv>,
  asked: TokenRequest,
  deps: TokenRouteDeps,
): Promise<IssuedToken> {
  const { identity, scope, lifetimeSeconds } = asked;
  const source = c.env?.edge?.source;
  const request = { id: c.get('requestId'), ...(source === undefined ? {} : { source }) };
  const subject = await proved(asked, request, deps);
  c.set('principal', subject.principal);
  const wanted = {
    request,
    ...(scope && { scope }),
    ...(lifetimeSeconds && { lifetimeSeconds }),
  };
  if (!('kind' in subject)) return deps.exchangeToken({ subject, ...wanted });
  return deps.issueForProof({ proof: subject, ...(identity && { identity }), ...wanted });
}

async function proved(
  { subjectTokenType, subjectToken, identity }: TokenRequest,
  request: AuditedRequest,
  { identify, refuse }: TokenRouteDeps,
): Promise<Caller | Proof> {
  try {
    return await identify(subjectTokenType, subjectToken, { identity, request });
  } catch (error) {
    if (!(error instanceof UnauthenticatedError)) throw error;
    await refuse({
      action: 'token.issue',
      outcome: 'refused',
      ...(request.source === undefined ? {} : { source: request.source }),
      requestId: request.id,
      reason: error.message,
      detail: { subject_token_type: subjectTokenType },
    });
    throw error;
  }
}
