import { z } from '@hono/zod-openapi';
import { type createListGrants, type createShowGrant, etagOf } from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare } from '@registry/http';
import { jsonAnswer } from '../../schemas/answers.ts';
import { ADMINISTERED, NOT_FOUND } from '../schemas/answers.ts';
import { GRANTS_PATH, GrantBody, GrantPath, grantBody, Principal } from '../schemas/grant.ts';
import { LIST_QUERY, Next, pageOf } from '../schemas/listing.ts';

export interface ReadGrantsDeps {
  readonly listGrants: ReturnType<typeof createListGrants>;
  readonly showGrant: ReturnType<typeof createShowGrant>;
  readonly authenticate: Authenticate;
}

const GrantList = z.object({ grants: z.array(GrantBody), next: Next }).openapi('GrantList');
const Query = z.strictObject({ ...LIST_QUERY, principal: Principal.optional() });

export function readGrantsRoutes(app: ApiApp, deps: ReadGrantsDeps): void {
  const inNamespace = declare({
    method: 'get',
    path: GRANTS_PATH,
    operationId: 'listNamespaceGrants',
    summary: 'The grants on a namespace, or the one for a principal',
    'x-access': 'create_or_delete_grant',
    request: { params: GrantPath, query: Query },
    responses: {
      ...ADMINISTERED,
      ...NOT_FOUND,
      200: jsonAnswer(
        'The grants; with `principal` the one grant',
        z.union([GrantList, GrantBody]),
      ),
    },
  });
  addRoute(app, inNamespace, deps.authenticate, async (c) => {
    const { namespace } = c.req.valid('param');
    const { principal, ...page } = c.req.valid('query');
    if (principal !== undefined) {
      const { grant, record } = await deps.showGrant({ principal, namespace });
      return c.json(grantBody(grant), 200, record ? { ETag: etagOf(record) } : {});
    }
    const { items, next } = await deps.listGrants({ namespace }, pageOf(page));
    return c.json({ grants: items.map(grantBody), next: next ?? null }, 200);
  });

  const all = declare({
    method: 'get',
    path: '/v1/grants',
    operationId: 'listGrants',
    summary: 'All grants, or those of a principal',
    'x-access': 'admin',
    request: { query: Query },
    responses: { ...ADMINISTERED, 200: jsonAnswer('The grants', GrantList) },
  });
  addRoute(app, all, deps.authenticate, async (c) => {
    const { principal, ...page } = c.req.valid('query');
    const { items, next } = await deps.listGrants({ principal }, pageOf(page));
    return c.json({ grants: items.map(grantBody), next: next ?? null }, 200);
  });
}
