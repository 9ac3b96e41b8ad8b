import { createExchangeToken } from '@registry/domain';
import type { TokenIssuer, TokenVerifier } from '@registry/domain/tokens';
import { type ApiApp, createApiApp, type Logger } from '@registry/http';
import type { JSONWebKeySet } from 'jose';
import { jwksRoute } from './routes/jwks.ts';
import { openidConfigurationRoute } from './routes/openid-configuration.ts';
import { tokenRoute } from './routes/token.ts';
import { createIdentify } from './ways-in/identify.ts';
import type { IssueForProof } from './ways-in/issue-for-proof.ts';
import type { WaysIn } from './ways-in/way-in.ts';

export interface TokenIssuerDeps {
  /** `iss` of the tokens: the address under which all of this is served. */
  readonly issuer: string;
  readonly issue: TokenIssuer;
  readonly verify: TokenVerifier;
  /** What is accepted beside our own tokens, and what it is worth; absent where nothing is. */
  readonly proofs?: { readonly waysIn: WaysIn; readonly issueForProof: IssueForProof };
  readonly publicKeys: () => Promise<JSONWebKeySet>;
  readonly defaultLifetimeSeconds: number;
  readonly maxLifetimeSeconds: number;
}

/** Everything that gives tokens. */
export function addTokenRoutes(app: ApiApp, deps: TokenIssuerDeps): void {
  jwksRoute(app, deps);
  openidConfigurationRoute(app, deps);
  tokenRoute(app, {
    identify: createIdentify({ verify: deps.verify, waysIn: deps.proofs?.waysIn ?? {} }),
    exchangeToken: createExchangeToken(deps),
    issueForProof: deps.proofs?.issueForProof,
  });
}

/** The app of the token issuer. */
export function createTokenIssuerApp(deps: TokenIssuerDeps & { readonly logger: Logger }): ApiApp {
  const app = createApiApp(deps);
  addTokenRoutes(app, deps);
  return app;
}
