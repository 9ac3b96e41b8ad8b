import { z } from '@hono/zod-openapi';
import {
  type createDeleteGrant,
  type createPatchGrant,
  type createPutGrant,
  etagOf,
} from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, errorAnswer } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { actorOf, preconditionOf } from '../schemas/actor.ts';
import { ADMINISTERED, CHANGED, NOT_FOUND } from '../schemas/answers.ts';
import {
  GRANTS_PATH,
  GrantBody,
  GrantPath,
  grantBody,
  PatchGrantBody,
  Principal,
  PutGrantBody,
} from '../schemas/grant.ts';

export interface WriteGrantsDeps {
  readonly putGrant: ReturnType<typeof createPutGrant>;
  readonly patchGrant: ReturnType<typeof createPatchGrant>;
  readonly deleteGrant: ReturnType<typeof createDeleteGrant>;
  readonly authenticate: Authenticate;
}

const Query = z.strictObject({ principal: Principal });

const WRITTEN = {
  ...ADMINISTERED,
  ...CHANGED,
  409: errorAnswer('The deployment manages it, or it is the last administrator'),
};

export function writeGrantsRoutes(app: ApiApp, deps: WriteGrantsDeps): void {
  const put = declare({
    method: 'put',
    path: GRANTS_PATH,
    operationId: 'putGrant',
    summary: 'Grants permissions, or a role, to a principal',
    'x-access': 'create_grant',
    request: {
      params: GrantPath,
      query: Query,
      body: { required: true, content: { 'application/json': { schema: PutGrantBody } } },
    },
    responses: {
      ...WRITTEN,
      200: jsonAnswer('The grant as it is now', GrantBody),
      201: jsonAnswer('The new grant', GrantBody),
    },
  });
  addRoute(app, put, deps.authenticate, async (c) => {
    const address = { ...c.req.valid('param'), ...c.req.valid('query') };
    const terms = c.req.valid('json');
    const { created, grant, record } = await deps.putGrant(
      actorOf(c),
      address,
      terms,
      preconditionOf(c),
    );
    return c.json(grantBody(grant), created ? 201 : 200, { ETag: etagOf(record) });
  });

  const patch = declare({
    method: 'patch',
    path: GRANTS_PATH,
    operationId: 'patchGrant',
    summary: 'Changes what is named of a grant',
    'x-access': 'create_grant',
    request: {
      params: GrantPath,
      query: Query,
      body: { required: true, content: { 'application/json': { schema: PatchGrantBody } } },
    },
    responses: { ...WRITTEN, ...NOT_FOUND, 200: jsonAnswer('The grant as it is now', GrantBody) },
  });
  addRoute(app, patch, deps.authenticate, async (c) => {
    const address = { ...c.req.valid('param'), ...c.req.valid('query') };
    const terms = c.req.valid('json');
    const { grant, record } = await deps.patchGrant(actorOf(c), address, terms, preconditionOf(c));
    return c.json(grantBody(grant), 200, { ETag: etagOf(record) });
  });

  const remove = declare({
    method: 'delete',
    path: GRANTS_PATH,
    operationId: 'deleteGrant',
    summary: 'Takes a grant away',
    'x-access': 'delete_grant',
    request: { params: GrantPath, query: Query },
    responses: { ...WRITTEN, ...NOT_FOUND, 204: { description: 'It is gone' } },
  });
  addRoute(app, remove, deps.authenticate, async (c) => {
    const address = { ...c.req.valid('param'), ...c.req.valid('query') };
    await deps.deleteGrant(actorOf(c), address, preconditionOf(c));
    return c.body(null, 204);
  });
}
