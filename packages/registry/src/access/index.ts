export { type AccessRoutesDeps, addAccessRoutes, createAccessApp } from './app.ts';
