import type { ModuleId, ShownModule, Version } from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, errorAnswer } from '@registry/http';
import { GUARDED, jsonAnswer } from '../../schemas/answers.ts';
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
  const route = declare({
    method: 'get',
    path: MODULE_PATH,
    operationId: 'showModule',
    summary: 'The latest release of a module: documentation, inputs, outputs, versions',
    'x-access': 'download',
    request: { params: ModulePath },
    responses: RESPONSES,
  });
  addRoute(app, route, deps.authenticate, async (c) =>
    c.json(moduleDetail(await deps.showModule(c.req.valid('param'))), 200),
  );
}

export function showVersionRoute(app: ApiApp, deps: ShowModuleDeps): void {
  const route = declare({
    method: 'get',
    path: `${MODULE_PATH}/{version}`,
    operationId: 'showVersion',
    summary: 'One version of a module: documentation, inputs, outputs, versions',
    'x-access': 'download',
    request: { params: ReadVersionPath },
    responses: RESPONSES,
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { version, ...id } = c.req.valid('param');
    return c.json(moduleDetail(await deps.showModule(id, version)), 200);
  });
}
