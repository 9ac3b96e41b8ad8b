import { z } from '@hono/zod-openapi';
import type {
  createDeleteIdentity,
  createListIdentities,
  createPutIdentity,
  createShowIdentity,
} from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, errorAnswer } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { actorOf, preconditionOf } from '../schemas/actor.ts';
import { ADMINISTERED, CHANGED, NOT_FOUND } from '../schemas/answers.ts';
import { IdentityBody, identityBody, NamePath, PutIdentityBody } from '../schemas/identity.ts';
import { ListQuery, Next, pageOf } from '../schemas/listing.ts';

export interface IdentitiesDeps {
  readonly putIdentity: ReturnType<typeof createPutIdentity>;
  readonly showIdentity: ReturnType<typeof createShowIdentity>;
  readonly listIdentities: ReturnType<typeof createListIdentities>;
  readonly deleteIdentity: ReturnType<typeof createDeleteIdentity>;
  readonly authenticate: Authenticate;
}

const PATH = '/v1/identities/{name}';
const IdentityList = z
  .object({ identities: z.array(IdentityBody), next: Next })
  .openapi('IdentityList');

/** Names for whoever brings a proof that matches. */
export function identitiesRoutes(app: ApiApp, deps: IdentitiesDeps): void {
  const list = declare({
    method: 'get',
    path: '/v1/identities',
    operationId: 'listIdentities',
    summary: 'All identities',
    'x-access': 'admin',
    request: { query: ListQuery },
    responses: { ...ADMINISTERED, 200: jsonAnswer('The identities', IdentityList) },
  });
  addRoute(app, list, deps.authenticate, async (c) => {
    const { items, next } = await deps.listIdentities(pageOf(c.req.valid('query')));
    return c.json({ identities: items.map(identityBody), next: next ?? null }, 200);
  });

  const show = declare({
    method: 'get',
    path: PATH,
    operationId: 'showIdentity',
    summary: 'Whom an identity stands for',
    'x-access': 'admin',
    request: { params: NamePath },
    responses: { ...ADMINISTERED, ...NOT_FOUND, 200: jsonAnswer('The identity', IdentityBody) },
  });
  addRoute(app, show, deps.authenticate, async (c) => {
    const { item, etag } = await deps.showIdentity(c.req.valid('param').name);
    return c.json(identityBody(item), 200, { ETag: etag });
  });

  const put = declare({
    method: 'put',
    path: PATH,
    operationId: 'putIdentity',
    summary: 'Makes an identity, or lets it stand for somebody else',
    'x-access': 'admin',
    request: {
      params: NamePath,
      body: { required: true, content: { 'application/json': { schema: PutIdentityBody } } },
    },
    responses: {
      ...ADMINISTERED,
      ...CHANGED,
      200: jsonAnswer('The identity as it is now', IdentityBody),
      201: jsonAnswer('The new identity', IdentityBody),
    },
  });
  addRoute(app, put, deps.authenticate, async (c) => {
    const wanted = { ...c.req.valid('param'), ...c.req.valid('json') };
    const { created, item, etag } = await deps.putIdentity(wanted, actorOf(c), preconditionOf(c));
    return c.json(identityBody(item), created ? 201 : 200, { ETag: etag });
  });

  const remove = declare({
    method: 'delete',
    path: PATH,
    operationId: 'deleteIdentity',
    summary: 'Removes an identity that nothing is granted to',
    'x-access': 'admin',
    request: { params: NamePath },
    responses: {
      ...ADMINISTERED,
      ...NOT_FOUND,
      ...CHANGED,
      204: { description: 'It is gone' },
      409: errorAnswer('Something is still granted to it'),
    },
  });
  addRoute(app, remove, deps.authenticate, async (c) => {
    await deps.deleteIdentity(c.req.valid('param').name, actorOf(c), preconditionOf(c));
    return c.body(null, 204);
  });
}
