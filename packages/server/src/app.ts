import { randomBytes } from 'node:crypto';
import {
  type Caller,
  type Clock,
  type DownloadLinks,
  type ModuleStore,
  type PackageInspector,
  type PackageStore,
  parseScope,
  parseSha256,
  type RecordStore,
  type Sha256,
} from '@registry/domain';
import type { TokenIssuer, TokenVerifier } from '@registry/domain/tokens';
import {
  type ApiApp,
  type Authenticate,
  bearerAuthentication,
  createApiApp,
  type Logger,
  randomBackoff,
} from '@registry/http';
import { addAccessRoutes } from '@registry/registry/access';
import { addPublishRoutes } from '@registry/registry/publish';
import { addReadRoutes } from '@registry/registry/read';
import { addTokenRoutes, createWaysIn } from '@registry/token-issuer';
import type { JSONWebKeySet } from 'jose';
import type { ServerConfig } from './config.ts';
import { ANYBODY, deploymentOf } from './deployment.ts';

export interface ServerAppDeps {
  readonly config: Pick<
    ServerConfig,
    | 'administrators'
    | 'authentication'
    | 'waysIn'
    | 'hs256'
    | 'issuerPrivateHosts'
    | 'stsHosts'
    | 'linkLifetimeSeconds'
    | 'uploadLifetimeSeconds'
    | 'tokenLifetimeSeconds'
    | 'tokenMaxLifetimeSeconds'
    | 'limits'
  >;
  /** What clients call us; no slash at the end. */
  readonly baseUrl: string;
  readonly modules: ModuleStore;
  readonly records: RecordStore;
  readonly packages: PackageStore & DownloadLinks;
  readonly packageEndpoint: (request: Request, sha256: Sha256) => Promise<Response>;
  readonly inspector: PackageInspector;
  readonly issue: TokenIssuer;
  /** Who makes a request. */
  readonly verify: TokenVerifier;
  /** What is traded or ended: as it is now, whatever interval `verify` has. */
  readonly verifySubject: TokenVerifier;
  readonly publicKeys: () => Promise<JSONWebKeySet>;
  readonly clock: Clock;
  /** Of tokens, audit events and the like: UUIDs. */
  readonly newId: () => string;
  readonly logger: Logger;
}

/** The routes of every function in one app, and the packages beside them. */
export function createServerApp(deps: ServerAppDeps): ApiApp {
  const app = createApiApp(deps);
  for (const addRoutes of Object.values(routesOfFunctions(deps))) addRoutes(app);
  app.on(['GET', 'PUT'], '/packages/:sha256', (c) =>
    deps.packageEndpoint(c.req.raw, parseSha256(c.req.param('sha256'))),
  );
  return app;
}

/**
 * What each Lambda function serves on AWS, under the name of the function: the one list that the
 * server, the API document and the REST API that Terraform deploys are made from.
 */
export function routesOfFunctions(deps: ServerAppDeps) {
  const { config, clock } = deps;
  const authenticate =
    config.authentication === 'bearer' ? bearerAuthentication(deps.verify) : openToAll(clock);
  const deployment = deploymentOf(config);
  return {
    read: (app: ApiApp) =>
      addReadRoutes(app, {
        ...deps,
        authenticate,
        links: deps.packages,
        linkLifetimeSeconds: config.linkLifetimeSeconds,
        modulesUrl: `${deps.baseUrl}/v1/modules/`,
      }),
    publish: (app: ApiApp) =>
      addPublishRoutes(app, {
        ...deps,
        authenticate,
        buckets: undefined,
        limits: config.limits,
        backoff: randomBackoff,
        uploadLifetimeSeconds: config.uploadLifetimeSeconds,
      }),
    access: (app: ApiApp) =>
      addAccessRoutes(app, {
        ...deps,
        authenticate,
        deployment,
        waysIn: config.waysIn,
        randomBytes,
        backoff: randomBackoff,
      }),
    'token-issuer': (app: ApiApp) =>
      addTokenRoutes(app, {
        ...deps,
        verify: deps.verifySubject,
        issuer: deps.baseUrl,
        deployment,
        waysIn: createWaysIn({ ...deps, ...config, on: config.waysIn, issuer: deps.baseUrl }),
        defaultLifetimeSeconds: config.tokenLifetimeSeconds,
        maxLifetimeSeconds: config.tokenMaxLifetimeSeconds,
      }),
  };
}

const A_DAY_MS = 24 * 60 * 60 * 1000;

/** DISABLE_AUTH=DISABLED: whoever asks may do everything. For a laptop, never for a network. */
function openToAll(clock: Clock): Authenticate {
  return async (): Promise<Caller> => ({
    principal: ANYBODY,
    scope: parseScope('admin'),
    issuedAt: clock(),
    expiresAt: new Date(clock().getTime() + A_DAY_MS),
    tokenId: 'none',
    identities: [],
  });
}
