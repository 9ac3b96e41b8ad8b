/** What every HTTP edge shares. */
export * from './add-route.ts';
export * from './api-app.ts';
export * from './api-env.ts';
export * from './authentication/authenticate.ts';
export * from './authentication/gateway.ts';
export * from './backoff.ts';
export * from './error-responses.ts';
export * from './faults.ts';
export * from './logger.ts';
export * from './read-body.ts';
export * from './request-path.ts';
export * from './schema.ts';
