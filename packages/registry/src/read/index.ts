export { addReadRoutes, createReadApp, type ReadDeps } from './app.ts';
