import {
  createPublishVersion,
  createRemoveVersion,
  createRequestUpload,
  type PublishDeps,
} from '@registry/domain';
import { type ApiApp, type Authenticate, createApiApp, type Logger } from '@registry/http';
import { publishVersionRoute } from './routes/publish-version.ts';
import { removeVersionRoute } from './routes/remove-version.ts';
import { uploadsRoute } from './routes/uploads.ts';

export interface PublishRoutesDeps extends PublishDeps {
  readonly authenticate: Authenticate;
  readonly uploadLifetimeSeconds: number;
}

/** Everything that changes what is published. */
export function addPublishRoutes(app: ApiApp, deps: PublishRoutesDeps): void {
  uploadsRoute(app, { ...deps, requestUpload: createRequestUpload(deps) });
  publishVersionRoute(app, { ...deps, publishVersion: createPublishVersion(deps) });
  removeVersionRoute(app, { ...deps, removeVersion: createRemoveVersion(deps) });
}

/** The app of the publish function. */
export function createPublishApp(deps: PublishRoutesDeps & { readonly logger: Logger }): ApiApp {
  const app = createApiApp(deps);
  addPublishRoutes(app, deps);
  return app;
}
