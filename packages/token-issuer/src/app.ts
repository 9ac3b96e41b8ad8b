import {
  boundRefusals,
  type Clock,
  createExchangeToken,
  createGrantReader,
  createIssueForProof,
  createRecordAudit,
  createResolveProof,
  createRevokeToken,
  type DeploymentGrants,
  type RecordStore,
} from '@registry/domain';
import { kindOfToken, type TokenIssuer, type TokenVerifier } from '@registry/domain/tokens';
import { type ApiApp, createApiApp, type Logger, randomBackoff } from '@registry/http';
import type { JSONWebKeySet } from 'jose';
import { awsTokenRoutes } from './routes/aws-token.ts';
import { jwksRoute } from './routes/jwks.ts';
import { openidConfigurationRoute } from './routes/openid-configuration.ts';
import { revokeRoute } from './routes/revoke.ts';
import { tokenRoute } from './routes/token.ts';
import { createAwsGateway } from './ways-in/aws-gateway.ts';
import { createIdentify } from './ways-in/identify.ts';
import type { WaysIn } from './ways-in/way-in.ts';

export interface TokenIssuerDeps {
  /** `iss` of the tokens: the address under which all of this is served. */
  readonly issuer: string;
  readonly issue: TokenIssuer;
  /** Refuses what was revoked. */
  readonly verify: TokenVerifier;
  /** What is accepted beside our own tokens. */
  readonly waysIn: WaysIn;
  readonly records: RecordStore;
  readonly deployment: DeploymentGrants;
  readonly publicKeys: () => Promise<JSONWebKeySet>;
  readonly clock: Clock;
  /** Of audit events. */
  readonly newId: () => string;
  readonly defaultLifetimeSeconds: number;
  readonly maxLifetimeSeconds: number;
  readonly logger: Logger;
}

/** Everything that gives tokens and works behind any edge. */
export function addTokenRoutes(app: ApiApp, deps: TokenIssuerDeps): void {
  addRoutes(app, deps, createGiving(deps));
}

/** The app of the token issuer, which also has what only a gateway of AWS can protect. */
export function createTokenIssuerApp(
  deps: TokenIssuerDeps & { readonly isAwsGatewayOn: boolean },
): ApiApp {
  const app = createApiApp(deps);
  const giving = createGiving(deps);
  addRoutes(app, deps, giving);
  awsTokenRoutes(app, {
    ...giving,
    proveAwsCaller: createAwsGateway({ isOn: deps.isAwsGatewayOn }),
  });
  return app;
}

type Giving = ReturnType<typeof createGiving>;

function addRoutes(app: ApiApp, deps: TokenIssuerDeps, giving: Giving): void {
  jwksRoute(app, deps);
  openidConfigurationRoute(app, deps);
  tokenRoute(app, { ...giving, identify: createIdentify(deps) });
  const kindOf = (token: string) => kindOfToken(token, deps.issuer);
  revokeRoute(app, { revokeToken: createRevokeToken({ ...deps, kindOf, backoff: randomBackoff }) });
}

function createGiving(deps: TokenIssuerDeps) {
  const { records, clock, logger } = deps;
  const grants = createGrantReader(deps);
  const audit = createRecordAudit(deps);
  const onCounted = (count: number) =>
    logger.warn({ count }, 'refusals were counted and not kept one by one');
  const refuse = boundRefusals(audit, { clock, onCounted });
  const giving = { ...deps, audit, grants, refuse };
  return {
    exchangeToken: createExchangeToken(giving),
    issueForProof: createIssueForProof({
      ...giving,
      resolve: createResolveProof({ records, grants }),
    }),
    refuse,
  };
}
