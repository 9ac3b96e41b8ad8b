import {
  type Clock,
  createLocatePackage,
  createShowModule,
  type DownloadLinks,
  type ModuleReader,
} from '@registry/domain';
import { type ApiApp, type Authenticate, createApiApp, type Logger } from '@registry/http';
import { discoveryRoute, healthRoute } from './routes/discovery.ts';
import { downloadLatestRoute, downloadRoute } from './routes/download.ts';
import { listVersionsRoute } from './routes/list-versions.ts';
import { showLatestRoute, showVersionRoute } from './routes/show-module.ts';
import { whoamiRoute } from './routes/whoami.ts';

export interface ReadDeps {
  readonly modules: ModuleReader;
  readonly links: DownloadLinks;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  readonly linkLifetimeSeconds: number;
  /** `modules.v1` of the discovery document: absolute, or a path on this host; ends in `/`. */
  readonly modulesUrl: string;
}

/** Everything that reads: discovery, the module protocol, module details. */
export function addReadRoutes(app: ApiApp, deps: ReadDeps): void {
  const locatePackage = createLocatePackage(deps);
  const showModule = createShowModule(deps);
  discoveryRoute(app, deps);
  healthRoute(app);
  whoamiRoute(app, deps);
  listVersionsRoute(app, deps);
  downloadLatestRoute(app, { ...deps, locatePackage });
  downloadRoute(app, { ...deps, locatePackage });
  showLatestRoute(app, { ...deps, showModule });
  showVersionRoute(app, { ...deps, showModule });
}

/** The app of the read function. */
export function createReadApp(deps: ReadDeps & { readonly logger: Logger }): ApiApp {
  const app = createApiApp(deps);
  addReadRoutes(app, deps);
  return app;
}
