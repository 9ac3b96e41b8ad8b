import { z } from '@hono/zod-openapi';
import type { createExchangeToken, createIssueForProof, RecordAudit } from '@registry/domain';
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
import { OAuthError } from '../oauth-error.ts';
import { parseTokenRequest, TOKEN_EXCHANGE, type TokenRequest } from '../token-request.ts';
import type { Identify } from '../ways-in/identify.ts';
import { ACCESS_TOKEN } from '../ways-in/subject-types.ts';
import { auditedRequest, auditRefusal } from './audited.ts';
import {
  answerOAuth,
  NEVER_STORED,
  OAUTH_ERRORS,
  refuseOtherMethods,
  TokenAnswer,
  toTokenAnswer,
} from './oauth-answers.ts';

export interface TokenRouteDeps {
  readonly identify: Identify;
  readonly exchangeToken: ReturnType<typeof createExchangeToken>;
  readonly issueForProof: ReturnType<typeof createIssueForProof>;
  /** Keeps refusals of people who have proved nothing, within bounds. */
  readonly refuse: RecordAudit;
}

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
    ...OAUTH_ERRORS,
  },
});

/** The token endpoint. Its errors have RFC 6749's form, so it maps them itself. */
export function tokenRoute(app: ApiApp, deps: TokenRouteDeps): void {
  addRoute(app, ROUTE, noAuthentication, (c) =>
    answerOAuth(c, async () => c.json(toTokenAnswer(await exchange(c, deps)), 200, NEVER_STORED)),
  );
  refuseOtherMethods(app, ROUTE.path);
}

async function exchange(c: Context<ApiEnv>, deps: TokenRouteDeps): Promise<IssuedToken> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'Send the body as application/x-www-form-urlencoded.');
  }
  return tokenFor(c, parseTokenRequest(await readText(c)), deps);
}

async function tokenFor(
  c: Context<ApiEnv>,
  asked: TokenRequest,
  { identify, exchangeToken, issueForProof, refuse }: TokenRouteDeps,
): Promise<IssuedToken> {
  const { subjectToken, subjectTokenType, identity, scope, lifetimeSeconds } = asked;
  const request = auditedRequest(c);
  const subject = await auditRefusal(
    () => identify(subjectTokenType, subjectToken, { identity, request }),
    request,
    { subject_token_type: subjectTokenType },
    refuse,
  );
  c.set('principal', subject.principal);
  const wanted = {
    request,
    ...(scope && { scope }),
    ...(lifetimeSeconds && { lifetimeSeconds }),
  };
  if (!('kind' in subject)) return exchangeToken({ subject, ...wanted });
  return issueForProof({ proof: subject, ...(identity && { identity }), ...wanted });
}
