import { z } from '@hono/zod-openapi';
import { findLatest, type ModuleId, type ModuleReader, type Version } from '@registry/domain';
import { type ApiApp, type Authenticate, addRoute, declare, errorAnswer } from '@registry/http';
import { GUARDED, jsonAnswer } from '../../schemas/answers.ts';
import { MODULE_PATH, ModulePath, ReadVersionPath } from '../../schemas/module-path.ts';

export interface DownloadDeps {
  readonly modules: ModuleReader;
  readonly locatePackage: (id: ModuleId, version: Version) => Promise<string>;
  readonly authenticate: Authenticate;
}

const Location = z.object({ location: z.string() }).openapi('Location');

/**
 * Module registry protocol, "Download Source Code": terraform reads the header, OpenTofu the
 * body, so both say the same; a 204 would do for both, but tells a person nothing.
 */
export function downloadRoute(app: ApiApp, deps: DownloadDeps): void {
  const route = declare({
    method: 'get',
    path: `${MODULE_PATH}/{version}/download`,
    operationId: 'downloadVersion',
    summary: 'Where the package of a version is: a short-lived address',
    'x-access': 'download',
    request: { params: ReadVersionPath },
    responses: {
      ...GUARDED,
      200: jsonAnswer('The address, in `X-Terraform-Get` and in the body', Location),
      404: errorAnswer('The module or the version does not exist'),
    },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const { version, ...id } = c.req.valid('param');
    const location = await deps.locatePackage(id, version);
    const headers = {
      'Content-Type': 'application/json',
      'X-Terraform-Get': location,
      'Cache-Control': 'no-store',
    };
    return new Response(JSON.stringify({ location }), { headers });
  });
}

export function downloadLatestRoute(app: ApiApp, deps: DownloadDeps): void {
  const route = declare({
    method: 'get',
    path: `${MODULE_PATH}/download`,
    operationId: 'downloadLatest',
    summary: 'Redirects to the download of the latest release',
    'x-access': 'download',
    request: { params: ModulePath },
    responses: {
      ...GUARDED,
      302: { description: 'To the download of the newest version that is no pre-release' },
      404: errorAnswer('The module does not exist, or has no release'),
    },
  });
  addRoute(app, route, deps.authenticate, async (c) => {
    const latest = await findLatest(deps.modules, c.req.valid('param'));
    // Relative to this path, so that it holds behind any stage or base path.
    return c.redirect(`${encodeURIComponent(latest)}/download`, 302);
  });
}
