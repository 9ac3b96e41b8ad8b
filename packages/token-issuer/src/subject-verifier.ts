import { type Clock, createRevocationReader, type RecordStore } from '@registry/domain';
import {
  createOtherVerifiers,
  createTokenVerifier,
  rejectRevoked,
  type TokenVerifier,
  verifyByKind,
} from '@registry/domain/tokens';
import type { JSONWebKeySet } from 'jose';
import type { TokenIssuerConfig } from './config.ts';

/**
 * Verifies what somebody wants to trade or to end: a token of ours, a static one, or one of the
 * shared secret. Nothing is remembered, so that a token that was revoked a moment ago is traded
 * for nothing; tokens of other issuers have their own way in, and are for their issuers to end.
 */
export function createSubjectVerifier(
  config: Pick<TokenIssuerConfig, 'token' | 'waysIn'> & {
    readonly keys: JSONWebKeySet;
    readonly hs256: Pick<TokenIssuerConfig['hs256'], 'scope'>;
  },
  deps: {
    readonly records: RecordStore;
    readonly readHs256Secret: () => Promise<string>;
    readonly clock: Clock;
    readonly onFailure: (error: unknown) => void;
  },
): TokenVerifier {
  const { token, keys, waysIn, hs256 } = config;
  const { records, clock } = deps;
  const others = createOtherVerifiers({
    ...deps,
    on: waysIn,
    notes: records,
    rememberSeconds: 0,
    hs256: { readSecret: deps.readHs256Secret, scope: hs256.scope },
  });
  const own = createTokenVerifier({ ...token, keys }, clock);
  return rejectRevoked(
    verifyByKind({ issuer: token.issuer, own }, others),
    createRevocationReader(records, clock),
  );
}
