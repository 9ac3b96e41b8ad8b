import {
  type Clock,
  createTrustedIssuers,
  type RecordStore,
  type WayInName,
} from '@registry/domain';
import { createIssuerTokenVerifier } from '@registry/domain/issuer-tokens';
import { createNetworkIssuerKeys } from '@registry/http/issuer-keys';
import { createAwsProof, createCallSts, createProofClaims } from './aws-proof/index.ts';
import type { WayIn, WaysIn } from './way-in.ts';

/** Builds the ways in of the token endpoint that are switched on. */
export function createWaysIn(deps: {
  readonly on: readonly WayInName[];
  /** Our own, which proofs are made for. */
  readonly issuer: string;
  /** Hosts of trusted issuers that may have private addresses. */
  readonly issuerPrivateHosts: readonly string[];
  /** In place of the built-in list. */
  readonly stsHosts: readonly string[] | undefined;
  readonly records: RecordStore;
  readonly clock: Clock;
}): WaysIn {
  const { on, records, clock } = deps;
  return {
    ...(on.includes('oidc') && { oidc: createOidc(deps) }),
    ...(on.includes('aws-proof') && {
      'aws-proof': createAwsProof({
        ...deps,
        callSts: createCallSts(),
        claims: createProofClaims(records, clock),
      }),
    }),
  };
}

/**
 * The way in for whoever has a token of a trusted issuer: a CI job, a workload of a cloud. Costs
 * one read, of the issuers; their keys are remembered.
 */
function createOidc(deps: Parameters<typeof createWaysIn>[0]): WayIn {
  const { records, clock, issuerPrivateHosts } = deps;
  return createIssuerTokenVerifier({
    issuers: createTrustedIssuers(records),
    keys: createNetworkIssuerKeys({ privateHosts: issuerPrivateHosts, clock }),
    clock,
  });
}
