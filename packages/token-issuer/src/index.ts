export { addTokenRoutes, createTokenIssuerApp, type TokenIssuerDeps } from './app.ts';
