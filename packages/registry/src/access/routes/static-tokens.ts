import { z } from '@hono/zod-openapi';
import {
  type createCreateStaticToken,
  type createDeleteStaticToken,
  type createListStaticTokens,
  formatScope,
  parseResourceName,
  parseScope,
  parseTime,
  type StaticToken,
} from '@registry/domain';
import {
  type ApiApp,
  type Authenticate,
  addRoute,
  declare,
  errorAnswer,
  parsed,
} from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { actorOf } from '../schemas/actor.ts';
import { ADMINISTERED, NOT_FOUND } from '../schemas/answers.ts';
import { NamePath } from '../schemas/identity.ts';
import { ListQuery, Next, pageOf } from '../schemas/listing.ts';

export interface StaticTokensDeps {
  readonly createStaticToken: ReturnType<typeof createCreateStaticToken>;
  readonly listStaticTokens: ReturnType<typeof createListStaticTokens>;
  readonly deleteStaticToken: ReturnType<typeof createDeleteStaticToken>;
  readonly authenticate: Authenticate;
}

const NewToken = z
  .strictObject({
    name: parsed(parseResourceName, { example: 'old-ci' }),
    scope: parsed(parseScope, { example: 'download:acme' }),
    expires_at: parsed(parseTime, { example: '2026-12-31T23:59:59Z' }),
  })
  .transform(({ expires_at, ...wanted }) => ({ ...wanted, expiresAt: expires_at }));

const TOKEN = {
  name: z.string(),
  scope: z.string(),
  expires_at: z.string(),
  created_by: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable().openapi({
    description:
      'to the hour; null where no use was noted. Behind a gateway it is the last trade only: all else is in the log of the authorizer',
  }),
};
const TokenBody = z.object(TOKEN).openapi('StaticToken');
const CreatedToken = z
  .object({ token: z.string().openapi({ description: 'shown this once' }), ...TOKEN })
  .openapi('CreatedStaticToken');
const TokenList = z.object({ tokens: z.array(TokenBody), next: Next }).openapi('StaticTokenList');

/** Tokens that somebody keeps, for what can do no better. */
export function staticTokensRoutes(app: ApiApp, deps: StaticTokensDeps): void {
  const create = declare({
    method: 'post',
    path: '/v1/tokens',
    operationId: 'createStaticToken',
    summary: 'Makes a token that somebody keeps; it is shown once',
    'x-access': 'admin',
    request: { body: { required: true, content: { 'application/json': { schema: NewToken } } } },
    responses: {
      ...ADMINISTERED,
      201: jsonAnswer('The token', CreatedToken),
      409: errorAnswer('There is one of this name already, or they are switched off'),
    },
  });
  addRoute(app, create, deps.authenticate, async (c) => {
    const { token, stored } = await deps.createStaticToken(c.req.valid('json'), actorOf(c));
    return c.json({ token, ...tokenBody(stored) }, 201, { 'Cache-Control': 'no-store' });
  });

  const list = declare({
    method: 'get',
    path: '/v1/tokens',
    operationId: 'listStaticTokens',
    summary: 'The tokens that somebody keeps, without the tokens themselves',
    'x-access': 'admin',
    request: { query: ListQuery },
    responses: { ...ADMINISTERED, 200: jsonAnswer('The tokens', TokenList) },
  });
  addRoute(app, list, deps.authenticate, async (c) => {
    const { items, next } = await deps.listStaticTokens(pageOf(c.req.valid('query')));
    return c.json({ tokens: items.map(tokenBody), next: next ?? null }, 200);
  });

  const remove = declare({
    method: 'delete',
    path: '/v1/tokens/{name}',
    operationId: 'deleteStaticToken',
    summary: 'Ends a token, and all that was traded for it',
    'x-access': 'admin',
    request: { params: NamePath },
    responses: { ...ADMINISTERED, ...NOT_FOUND, 204: { description: 'It is gone' } },
  });
  addRoute(app, remove, deps.authenticate, async (c) => {
    await deps.deleteStaticToken(c.req.valid('param').name, actorOf(c));
    return c.body(null, 204);
  });
}

function tokenBody(token: StaticToken): z.infer<typeof TokenBody> {
  return {
    name: token.name,
    scope: formatScope(token.scope),
    expires_at: token.expiresAt.toISOString(),
    created_by: token.createdBy,
    created_at: token.createdAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
  };
}
