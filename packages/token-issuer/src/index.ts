export { addTokenRoutes, createTokenIssuerApp, type TokenIssuerDeps } from './app.ts';
export { createWaysIn } from './ways-in/create-ways-in.ts';
