import { z } from '@hono/zod-openapi';
import type { createIssueForProof, RecordAudit } from '@registry/domain';
import type { IssuedToken } from '@registry/domain/tokens';
import {
  type ApiApp,
  type ApiEnv,
  addRoute,
  declare,
  noAuthentication,
  readJson,
  readText,
} from '@registry/http';
import type { Context } from 'hono';
import {
  AwsTokenBody,
  type AwsTokenRequest,
  parseAwsTokenBody,
  parseAwsTokenQuery,
} from '../aws-token-request.ts';
import type { ProveAwsCaller } from '../ways-in/aws-gateway.ts';
import { auditedRequest, auditRefusal } from './audited.ts';
import {
  answerOAuth,
  NEVER_STORED,
  OAUTH_ERRORS,
  refuseOtherMethods,
  TokenAnswer,
  toTokenAnswer,
  UNSIGNED,
} from './oauth-answers.ts';

export interface AwsTokenRouteDeps {
  readonly proveAwsCaller: ProveAwsCaller;
  readonly issueForProof: ReturnType<typeof createIssueForProof>;
  /** Keeps refusals of people who have proved nothing, within bounds. */
  readonly refuse: RecordAudit;
}

const POST = declare({
  method: 'post',
  path: '/v1/token',
  'x-access': 'aws_caller',
  operationId: 'tokenForAwsCaller',
  summary: 'Gives a token to whoever has signed the request with AWS credentials',
  request: {
    // Read by the handler: a request without a body asks for nothing in particular.
    body: { required: false, content: { 'application/json': { schema: AwsTokenBody } } },
  },
  responses: {
    200: { description: 'The token', content: { 'application/json': { schema: TokenAnswer } } },
    401: UNSIGNED,
    ...OAUTH_ERRORS,
  },
});

const GET = declare({
  method: 'get',
  path: '/token',
  'x-access': 'aws_caller',
  operationId: 'bareTokenForAwsCaller',
  summary: 'The same as text, with all that is granted; for scripts that were written for it',
  parameters: [
    {
      name: 'expiration_seconds',
      in: 'query',
      schema: { type: 'integer', minimum: 1, example: 900 },
    },
  ],
  responses: {
    200: { description: 'The token', content: { 'text/plain': { schema: z.string() } } },
    401: UNSIGNED,
    ...OAUTH_ERRORS,
  },
});

/** The routes behind `AWS_IAM`. Only a gateway can tell who has signed: no other edge has them. */
export function awsTokenRoutes(app: ApiApp, deps: AwsTokenRouteDeps): void {
  addRoute(app, POST, noAuthentication, (c) =>
    answerOAuth(c, async () => {
      const token = await tokenFor(c, async () => parseAwsTokenBody(await readBody(c)), deps);
      return c.json(toTokenAnswer(token), 200, NEVER_STORED);
    }),
  );
  refuseOtherMethods(app, POST.path);
  addRoute(app, GET, noAuthentication, (c) =>
    answerOAuth(c, async () => {
      const token = await tokenFor(c, async () => parseAwsTokenQuery(c.req.queries()), deps);
      return c.text(token.accessToken, 200, NEVER_STORED);
    }),
  );
}

/** Who asks comes first: nobody learns from the answer what could be asked for. */
async function tokenFor(
  c: Context<ApiEnv>,
  read: () => Promise<AwsTokenRequest>,
  { proveAwsCaller, issueForProof, refuse }: AwsTokenRouteDeps,
): Promise<IssuedToken> {
  const request = auditedRequest(c);
  const prove = () => proveAwsCaller(c.env?.edge?.awsCaller);
  const proof = await auditRefusal(prove, request, { way: 'aws-gateway' }, refuse);
  c.set('principal', proof.principal);
  const { identity, scope, lifetimeSeconds } = await read();
  return issueForProof({
    proof,
    request,
    ...(identity && { identity }),
    ...(scope && { scope }),
    ...(lifetimeSeconds && { lifetimeSeconds }),
  });
}

async function readBody(c: Context<ApiEnv>): Promise<unknown> {
  const isTyped = c.req.header('content-type') !== undefined;
  return isTyped || (await readText(c)) !== '' ? readJson(c) : {};
}
