import { DEFAULT_PACKAGE_LIMITS } from '@registry/domain';
import { createLogger } from '@registry/http';
import { createSqliteModuleStore, openDatabase } from '@registry/local';
import { createServerApp } from './app.ts';

/**
 * The OpenAPI document of every route, from the declarations that serve them. Nothing is asked of
 * the parts behind the routes, so they are the least that the types allow.
 */
export function describeApi(version: string) {
  const never = () => Promise.reject(new Error('Only the declarations are wanted.'));
  const app = createServerApp({
    config: {
      authentication: 'bearer',
      linkLifetimeSeconds: 1,
      uploadLifetimeSeconds: 1,
      tokenLifetimeSeconds: 1,
      tokenMaxLifetimeSeconds: 1,
      limits: DEFAULT_PACKAGE_LIMITS,
    },
    baseUrl: '',
    modules: createSqliteModuleStore(openDatabase(':memory:')),
    packages: { find: never, createUpload: never, read: never, keep: never, sign: never },
    packageEndpoint: never,
    inspector: { inspect: never },
    issue: never,
    verify: never,
    publicKeys: never,
    clock: () => new Date(0),
    logger: createLogger({ level: 'silent', destination: process.stderr }),
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of this registry (RFC 9068)',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Terraform registry',
      version,
      description: 'The module registry protocol, publishing and tokens.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  });
}
