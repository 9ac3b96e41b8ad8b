import { createExchangeToken } from '@registry/domain';
import type { TokenIssuer, TokenVerifier } from '@registry/domain/tokens';
import { type ApiApp, createApiApp, type Logger } from '@registry/http';
import type { JSONWebKeySet } from 'jose';
import { jwksRoute } from './routes/jwks.ts';
import { tokenRoute } from './routes/token.ts';
import { ownAccessToken } from './subject.ts';

export interface TokenIssuerDeps {
  readonly issue: TokenIssuer;
  readonly verify: TokenVerifier;
  readonly publicKeys: () => Promise<JSONWebKeySet>;
  readonly defaultLifetimeSeconds: number;
  readonly maxLifetimeSeconds: number;
}

/** Everything that gives tokens. */
export function addTokenRoutes(app: ApiApp, deps: TokenIssuerDeps): void {
  jwksRoute(app, deps);
  tokenRoute(app, {
    exchangeToken: createExchangeToken(deps),
    waysIn: new Map([ownAccessToken(deps.verify)]),
  });
}

/** The app of the token issuer. */
export function createTokenIssuerApp(deps: TokenIssuerDeps & { readonly logger: Logger }): ApiApp {
  const app = createApiApp(deps);
  addTokenRoutes(app, deps);
  return app;
}
