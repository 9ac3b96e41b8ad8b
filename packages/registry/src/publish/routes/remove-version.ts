import type { ModuleId, Version } from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, errorAnswer } from '@registry/http';
import { GUARDED } from '../../schemas/answers.ts';
import { MODULE_PATH, WriteVersionPath } from '../../schemas/module-path.ts';

export interface RemoveVersionDeps {
  readonly removeVersion: (id: ModuleId, version: Version) => Promise<void>;
  readonly authenticate: Authenticate;
}

export function removeVersionRoute(app: ApiApp, deps: RemoveVersionDeps): void {
  const route = declare({
    method: 'delete',
    path: `${MODULE_PATH}/{version}`,
    operationId: 'removeVersion',
    summary: 'Takes a version away; it can never be published again with other content',
    'x-access': 'upload',
    request: { params: WriteVersionPath },
    responses: {
      ...GUARDED,
      204: { description: 'It is gone' },
      404: errorAnswer('The module or the version does not exist'),
    },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { version, ...id } = c.req.valid('param');
    await deps.removeVersion(id, version);
    return c.body(null, 204);
  });
}
