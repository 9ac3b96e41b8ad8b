import {
  type AccessDeps,
  createCreateStaticToken,
  createDeleteGrant,
  createDeleteIdentity,
  createDeleteIssuer,
  createDeleteStaticToken,
  createExplainAccess,
  createGrantReader,
  createLiftRevocation,
  createListAudit,
  createListGrants,
  createListIdentities,
  createListIssuers,
  createListRevocations,
  createListStaticTokens,
  createPatchGrant,
  createPutGrant,
  createPutIdentity,
  createPutIssuer,
  createRevoke,
  createShowGrant,
  createShowIdentity,
  createShowIssuer,
  type WayInName,
} from '@registry/domain';
import { type ApiApp, type Authenticate, createApiApp, type Logger } from '@registry/http';
import { auditRoute } from './routes/audit.ts';
import { explainAccessRoute } from './routes/explain-access.ts';
import { identitiesRoutes } from './routes/identities.ts';
import { issuersRoutes } from './routes/issuers.ts';
import { readGrantsRoutes } from './routes/read-grants.ts';
import { revocationsRoutes } from './routes/revocations.ts';
import { staticTokensRoutes } from './routes/static-tokens.ts';
import { writeGrantsRoutes } from './routes/write-grants.ts';

export interface AccessRoutesDeps extends Omit<AccessDeps, 'grants'> {
  readonly authenticate: Authenticate;
  /** What new static tokens are made of. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Those that are on: a token is made only where it is taken. */
  readonly waysIn: readonly WayInName[];
  /** What stands in front of our paths in the API of a gateway; may be longer than that. */
  readonly basePath?: string;
}

/** Everything about who may do what. */
export function addAccessRoutes(app: ApiApp, given: AccessRoutesDeps): void {
  const deps = { ...given, grants: createGrantReader(given) };
  readGrantsRoutes(app, {
    ...deps,
    listGrants: createListGrants(deps),
    showGrant: createShowGrant(deps),
  });
  writeGrantsRoutes(app, {
    ...deps,
    putGrant: createPutGrant(deps),
    patchGrant: createPatchGrant(deps),
    deleteGrant: createDeleteGrant(deps),
  });
  explainAccessRoute(app, { ...deps, explainAccess: createExplainAccess(deps) });
  identitiesRoutes(app, {
    ...deps,
    putIdentity: createPutIdentity(deps),
    showIdentity: createShowIdentity(deps),
    listIdentities: createListIdentities(deps),
    deleteIdentity: createDeleteIdentity(deps),
  });
  issuersRoutes(app, {
    ...deps,
    putIssuer: createPutIssuer(deps),
    showIssuer: createShowIssuer(deps),
    listIssuers: createListIssuers(deps),
    deleteIssuer: createDeleteIssuer(deps),
  });
  staticTokensRoutes(app, {
    ...deps,
    createStaticToken: createCreateStaticToken(deps),
    listStaticTokens: createListStaticTokens(deps),
    deleteStaticToken: createDeleteStaticToken(deps),
  });
  revocationsRoutes(app, {
    ...deps,
    revoke: createRevoke(deps),
    liftRevocation: createLiftRevocation(deps),
    listRevocations: createListRevocations(deps),
  });
  auditRoute(app, { ...deps, listAudit: createListAudit(deps) });
}

/** The app of the access function. */
export function createAccessApp(deps: AccessRoutesDeps & { readonly logger: Logger }): ApiApp {
  const app = createApiApp(deps);
  addAccessRoutes(app, deps);
  return app;
}
