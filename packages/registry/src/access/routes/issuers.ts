import { z } from '@hono/zod-openapi';
import {
  type createDeleteIssuer,
  type createListIssuers,
  type createPutIssuer,
  type createShowIssuer,
  parseIssuer,
} from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, errorAnswer } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { actorOf, preconditionOf } from '../schemas/actor.ts';
import { ADMINISTERED, CHANGED, NOT_FOUND } from '../schemas/answers.ts';
import { NamePath } from '../schemas/identity.ts';
import { IssuerBody, issuerBody, PutIssuerBody } from '../schemas/issuer.ts';
import { ListQuery, Next, pageOf } from '../schemas/listing.ts';

export interface IssuersDeps {
  readonly putIssuer: ReturnType<typeof createPutIssuer>;
  readonly showIssuer: ReturnType<typeof createShowIssuer>;
  readonly listIssuers: ReturnType<typeof createListIssuers>;
  readonly deleteIssuer: ReturnType<typeof createDeleteIssuer>;
  readonly authenticate: Authenticate;
}

const PATH = '/v1/issuers/{name}';
const IssuerList = z.object({ issuers: z.array(IssuerBody), next: Next }).openapi('IssuerList');

/** Whose tokens are proofs here. */
export function issuersRoutes(app: ApiApp, deps: IssuersDeps): void {
  const list = declare({
    method: 'get',
    path: '/v1/issuers',
    operationId: 'listIssuers',
    summary: 'All issuers',
    'x-access': 'admin',
    request: { query: ListQuery },
    responses: { ...ADMINISTERED, 200: jsonAnswer('The issuers', IssuerList) },
  });
  addRoute(app, list, deps.authenticate, async (c) => {
    const { items, next } = await deps.listIssuers(pageOf(c.req.valid('query')));
    return c.json({ issuers: items.map(issuerBody), next: next ?? null }, 200);
  });

  const show = declare({
    method: 'get',
    path: PATH,
    operationId: 'showIssuer',
    summary: 'Whose tokens are proofs',
    'x-access': 'admin',
    request: { params: NamePath },
    responses: { ...ADMINISTERED, ...NOT_FOUND, 200: jsonAnswer('The issuer', IssuerBody) },
  });
  addRoute(app, show, deps.authenticate, async (c) => {
    const { item, etag } = await deps.showIssuer(c.req.valid('param').name);
    return c.json(issuerBody(item), 200, { ETag: etag });
  });

  const put = declare({
    method: 'put',
    path: PATH,
    operationId: 'putIssuer',
    summary: 'Trusts an issuer, or trusts it otherwise',
    'x-access': 'admin',
    request: {
      params: NamePath,
      body: { required: true, content: { 'application/json': { schema: PutIssuerBody } } },
    },
    responses: {
      ...ADMINISTERED,
      ...CHANGED,
      200: jsonAnswer('The issuer as it is now', IssuerBody),
      201: jsonAnswer('The new issuer', IssuerBody),
      409: errorAnswer('Another issuer has this URL'),
    },
  });
  addRoute(app, put, deps.authenticate, async (c) => {
    const wanted = parseIssuer(c.req.valid('param').name, c.req.valid('json'));
    const { created, item, etag } = await deps.putIssuer(wanted, actorOf(c), preconditionOf(c));
    return c.json(issuerBody(item), created ? 201 : 200, { ETag: etag });
  });

  const remove = declare({
    method: 'delete',
    path: PATH,
    operationId: 'deleteIssuer',
    summary: 'Removes an issuer that no identity is proved by',
    'x-access': 'admin',
    request: { params: NamePath },
    responses: {
      ...ADMINISTERED,
      ...NOT_FOUND,
      ...CHANGED,
      204: { description: 'It is gone' },
      409: errorAnswer('An identity is still proved by it'),
    },
  });
  addRoute(app, remove, deps.authenticate, async (c) => {
    await deps.deleteIssuer(c.req.valid('param').name, actorOf(c), preconditionOf(c));
    return c.body(null, 204);
  });
}
