export { addPublishRoutes, createPublishApp, type PublishRoutesDeps } from './app.ts';
export { createPackageInspector } from './inspect/index.ts';
