import {
  type Clock,
  createRevocationReader,
  type RecordStore,
  refreshRevocations,
} from '@registry/domain';
import {
  createOtherVerifiers,
  createTokenVerifier,
  rejectRevoked,
  rememberVerified,
  type TokenSettings,
  type TokenVerifier,
  verifyByKind,
} from '@registry/domain/tokens';
import { createNetworkIssuerKeys } from '@registry/http/issuer-keys';
import type { JSONWebKeySet } from 'jose';
import type { ServerConfig } from './config.ts';
import { deploymentOf } from './deployment.ts';

/**
 * Verifies every kind of token that is switched on, for every route but those that trade and end
 * tokens. The store is in this process, so that what was
 * revoked or deleted counts at once, unless an interval is set.
 */
export function createVerifier(
  config: ServerConfig & { readonly token: TokenSettings; readonly keys: JSONWebKeySet },
  deps: {
    readonly records: RecordStore;
    readonly readHs256Secret: () => Promise<string>;
    readonly clock: Clock;
    readonly onFailure: (error: unknown) => void;
  },
): TokenVerifier {
  const { records, clock, onFailure } = deps;
  const { token, keys, revocationRefreshSeconds: everySeconds } = config;
  const own = rememberVerified(createTokenVerifier({ ...token, keys }, clock), clock);
  const others = createOtherVerifiers({
    on: config.waysIn,
    records,
    notes: records,
    clock,
    rememberSeconds: everySeconds ?? 0,
    hs256: { readSecret: deps.readHs256Secret, scope: config.hs256.scope },
    external: {
      deployment: deploymentOf(config),
      issuerKeys: createNetworkIssuerKeys({ privateHosts: config.issuerPrivateHosts, clock }),
    },
    onFailure,
  });
  const current = createRevocationReader(records, clock);
  const revocations =
    everySeconds === undefined
      ? current
      : refreshRevocations(current, { everySeconds, clock, onFailure });
  return rejectRevoked(verifyByKind({ issuer: token.issuer, own }, others), revocations);
}
