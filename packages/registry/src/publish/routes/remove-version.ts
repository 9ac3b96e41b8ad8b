import { createRoute } from '@hono/zod-openapi';
import type { ModuleId, Version } from '@registry/domain';
import { type ApiApp, type Authenticate, errorAnswer, requirePermission } from '@registry/http';
import { BEARER, GUARDED } from '../../schemas/answers.ts';
import { MODULE_PATH, WriteVersionPath } from '../../schemas/module-path.ts';

export interface RemoveVersionDeps {
  readonly removeVersion: (id: ModuleId, version: Version) => Promise<void>;
  readonly authenticate: Authenticate;
}

export function removeVersionRoute(app: ApiApp, deps: RemoveVersionDeps): void {
  const route = createRoute({
    method: 'delete',
    path: `${MODULE_PATH}/{version}`,
    operationId: 'removeVersion',
    summary: 'Takes a version away; it can never be published again with other content',
    security: BEARER,
    middleware: requirePermission(deps.authenticate, 'upload'),
    request: { params: WriteVersionPath },
    responses: {
      ...GUARDED,
      204: { description: 'It is gone' },
      404: errorAnswer('The module or the version does not exist'),
    },
  });
  app.openapi(route, async (c) => {
    const { version, ...id } = c.req.valid('param');
    await deps.removeVersion(id, version);
    return c.body(null, 204);
  });
}
