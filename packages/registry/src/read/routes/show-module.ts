import { createRoute } from '@hono/zod-openapi';
import type { ModuleId, ShownModule, Version } from '@registry/domain';
import { type ApiApp, type Authenticate, errorAnswer, requirePermission } from '@registry/http';
import { BEARER, GUARDED, jsonAnswer } from '../../schemas/answers.ts';
import { ModuleDetail, moduleDetail } from '../../schemas/module-detail.ts';
import { MODULE_PATH, ModulePath, ReadVersionPath } from '../../schemas/module-path.ts';

export interface ShowModuleDeps {
  readonly showModule: (id: ModuleId, version?: Version) => Promise<ShownModule>;
  readonly authenticate: Authenticate;
}

const RESPONSES = {
  ...GUARDED,
  200: jsonAnswer('The module', ModuleDetail),
  404: errorAnswer('The module or the version does not exist'),
};

export function showLatestRoute(app: ApiApp, deps: ShowModuleDeps): void {
  const route = createRoute({
    method: 'get',
    path: MODULE_PATH,
    operationId: 'showModule',
    summary: 'The latest release of a module: documentation, inputs, outputs, versions',
    security: BEARER,
    middleware: requirePermission(deps.authenticate, 'download'),
    request: { params: ModulePath },
    responses: RESPONSES,
  });
  app.openapi(route, async (c) =>
    c.json(moduleDetail(await deps.showModule(c.req.valid('param'))), 200),
  );
}

export function showVersionRoute(app: ApiApp, deps: ShowModuleDeps): void {
  const route = createRoute({
    method: 'get',
    path: `${MODULE_PATH}/{version}`,
    operationId: 'showVersion',
    summary: 'One version of a module: documentation, inputs, outputs, versions',
    security: BEARER,
    middleware: requirePermission(deps.authenticate, 'download'),
    request: { params: ReadVersionPath },
    responses: RESPONSES,
  });
  app.openapi(route, async (c) => {
    const { version, ...id } = c.req.valid('param');
    return c.json(moduleDetail(await deps.showModule(id, version)), 200);
  });
}
