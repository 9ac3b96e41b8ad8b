import {
  administratorGrants,
  type Clock,
  createRevocationReader,
  type RecordReader,
  refreshRevocations,
} from '@registry/domain';
import {
  createOtherVerifiers,
  createTokenVerifier,
  rejectRevoked,
  rememberVerified,
  type TokenVerifier,
  verifyByKind,
} from '@registry/domain/tokens';
import { createNetworkIssuerKeys } from '@registry/http/issuer-keys';
import type { AuthorizerConfig } from './config.ts';

/** What is read about tokens that hold by themselves. */
export interface Backend {
  readonly records: RecordReader;
  readonly readSecret: (arn: string) => Promise<string>;
}

// The function is ended after 5 s, with what it knows: an issuer that does not answer would cost
// that, and a new start, for every token that names it.
export const ISSUER_TIMEOUT_MS = 3000;

/**
 * Verifies every kind of token that is switched on. A token of ours that was seen before costs no
 * signature and no call; what is revoked is read once in an interval.
 */
export function createVerifier(
  config: Omit<AuthorizerConfig, 'backend' | 'basePath' | 'logLevel'>,
  deps: {
    /** Absent: nothing is revoked, and no tokens but ours are taken. */
    readonly backend: Backend | undefined;
    readonly clock: Clock;
    readonly onFailure: (error: unknown) => void;
  },
): TokenVerifier {
  const { token, keys, revocationRefreshSeconds: everySeconds, hs256 } = config;
  const { backend, clock, onFailure } = deps;
  const own = rememberVerified(createTokenVerifier({ ...token, keys }, clock), clock);
  if (backend === undefined) return own;
  const { records } = backend;
  const others = createOtherVerifiers({
    on: config.waysIn,
    records,
    clock,
    rememberSeconds: everySeconds,
    hs256: { readSecret: () => backend.readSecret(hs256.secretArn), scope: hs256.scope },
    external: {
      deployment: { listed: administratorGrants(config.administrators), unlisted: [] },
      issuerKeys: createNetworkIssuerKeys({
        privateHosts: config.issuerPrivateHosts,
        timeoutMs: ISSUER_TIMEOUT_MS,
        clock,
      }),
    },
    onFailure,
  });
  const revocations = createRevocationReader(records, clock);
  return rejectRevoked(
    verifyByKind({ issuer: token.issuer, own }, others),
    refreshRevocations(revocations, { everySeconds, clock, onFailure }),
  );
}
