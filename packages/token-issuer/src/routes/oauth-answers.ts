import { z } from '@hono/zod-openapi';
import { formatScope } from '@registry/domain';
import type { IssuedToken } from '@registry/domain/tokens';
import type { ApiApp, ApiEnv } from '@registry/http';
import type { Context } from 'hono';
import { toOAuthErrorResponse } from '../oauth-error.ts';
import { ACCESS_TOKEN } from '../ways-in/subject-types.ts';

export const TokenAnswer = z
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

/** What every route that gives tokens may answer in place of one. */
export const OAUTH_ERRORS = {
  400: oauthError('The request is malformed or refused'),
  413: oauthError('The body is too long'),
  503: oauthError('Something cannot be reached; try again after `Retry-After` seconds'),
  500: oauthError('The issuer failed'),
};

/** Where nobody has signed a request that must be signed. */
export const UNSIGNED = oauthError('The request is not signed with AWS credentials');

// RFC 6749 §5.1.
export const NEVER_STORED = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

export function toTokenAnswer(token: IssuedToken): z.infer<typeof TokenAnswer> {
  return {
    access_token: token.accessToken,
    issued_token_type: ACCESS_TOKEN,
    token_type: 'Bearer',
    expires_in: token.expiresInSeconds,
    scope: formatScope(token.scope),
  };
}

/** The answer of `give`, or its error in RFC 6749's form. */
export async function answerOAuth<T extends Response>(c: Context<ApiEnv>, give: () => Promise<T>) {
  try {
    return await give();
  } catch (error) {
    const { status, headers, body } = toOAuthErrorResponse(error);
    // For the request log: an answered error is otherwise none to Hono.
    if (status >= 500) c.error = error instanceof Error ? error : new Error(String(error));
    c.header('X-Request-Id', c.get('requestId'));
    return c.json(body, status, { ...NEVER_STORED, ...headers });
  }
}

/** RFC 6749 §3.2: a path takes POST alone; the app's own 405 has the form of the other routes. */
export function refuseOtherMethods(app: ApiApp, path: string): void {
  app.all(path, (c) => {
    c.header('X-Request-Id', c.get('requestId'));
    const error_description = 'Send a POST request.';
    const headers = { ...NEVER_STORED, Allow: 'POST' };
    return c.json({ error: 'invalid_request', error_description }, 405, headers);
  });
}
