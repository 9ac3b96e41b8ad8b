import { DEFAULT_PACKAGE_LIMITS } from '@registry/domain';
import { type ApiApp, createApiApp, createLogger } from '@registry/http';
import { createSqliteModuleStore, createSqliteRecordStore, openDatabase } from '@registry/local';
import { awsTokenRoutes } from '@registry/token-issuer';
import { createServerApp, routesOfFunctions, type ServerAppDeps } from './app.ts';

/** The OpenAPI document of every route, from the declarations that serve them. */
export function describeApi(version: string) {
  const app = createServerApp(onlyDeclared());
  addGatewayRoutes(app);
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of this registry (RFC 9068)',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'aws', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'A signature with AWS credentials (Signature Version 4, service execute-api)',
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

/** The operations of each function by path, as in the document; the function under its name. */
export function describeFunctions() {
  const deps = onlyDeclared();
  return Object.entries(routesOfFunctions(deps)).map(([name, addRoutes]) => {
    const app = createApiApp(deps);
    addRoutes(app);
    if (name === 'token-issuer') addGatewayRoutes(app);
    const info = { title: name, version: '0' };
    return { name, paths: app.getOpenAPI31Document({ openapi: '3.1.0', info }).paths ?? {} };
  });
}

/** What the server does not serve: no gateway of AWS stands in front of it. */
function addGatewayRoutes(app: ApiApp): void {
  awsTokenRoutes(app, { proveAwsCaller: never, issueForProof: never, refuse: never });
}

const never = () => Promise.reject(new Error('Only the declarations are wanted.'));

/**
 * Nothing is asked of the parts behind the routes where only their declarations are wanted, so
 * they are the least that the types allow.
 */
function onlyDeclared(): ServerAppDeps {
  const database = openDatabase(':memory:');
  const clock = () => new Date(0);
  return {
    config: {
      administrators: [],
      authentication: 'bearer',
      waysIn: [],
      hs256: { secretFile: '', scope: [] },
      issuerPrivateHosts: [],
      stsHosts: undefined,
      linkLifetimeSeconds: 1,
      uploadLifetimeSeconds: 1,
      tokenLifetimeSeconds: 1,
      tokenMaxLifetimeSeconds: 1,
      limits: DEFAULT_PACKAGE_LIMITS,
    },
    baseUrl: '',
    modules: createSqliteModuleStore(database),
    records: createSqliteRecordStore(database, clock),
    packages: { find: never, createUpload: never, read: never, keep: never, sign: never },
    packageEndpoint: never,
    inspector: { inspect: never },
    issue: never,
    verify: never,
    verifySubject: never,
    publicKeys: never,
    clock,
    newId: () => '',
    logger: createLogger({ level: 'silent', destination: process.stderr }),
  };
}
