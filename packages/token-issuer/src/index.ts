export { addTokenRoutes, createTokenIssuerApp, type TokenIssuerDeps } from './app.ts';
export { awsTokenRoutes } from './routes/aws-token.ts';
export { createSubjectVerifier } from './subject-verifier.ts';
export { createWaysIn } from './ways-in/create-ways-in.ts';
