import { type AwsCaller, type Clock, proofOfAwsCaller, UnavailableError } from '@registry/domain';
import type { WayIn } from '../way-in.ts';
import type { CallSts } from './call-sts.ts';
import { type CheckedProof, checkProof } from './check-proof.ts';
import { decodeProof } from './decode-proof.ts';
import { notProven } from './not-proven.ts';
import type { ProofClaims } from './proof-claims.ts';
import { readAnswer } from './read-answer.ts';
import { isStsHost } from './sts-hosts.ts';

/**
 * The way in for callers of AWS in any account: a signed request for `sts:GetCallerIdentity`, bound
 * to this registry, which STS itself judges. Costs two calls: a write that claims the proof, and
 * the one to STS. Whatever can be refused without them is.
 */
export function createAwsProof(deps: {
  /** Our issuer URL, which proofs are made for. */
  readonly issuer: string;
  /** In place of the built-in list. */
  readonly stsHosts: readonly string[] | undefined;
  readonly callSts: CallSts;
  readonly claims: ProofClaims;
  readonly clock: Clock;
}): WayIn {
  const { issuer, stsHosts, callSts, claims, clock } = deps;
  const askSts = async (proof: CheckedProof): Promise<AwsCaller> => {
    try {
      return readAnswer(await callSts(proof));
    } catch (error) {
      // Nobody has judged it. Where even this fails, the client signs a new one.
      if (error instanceof UnavailableError) await claims.release(proof.signature).catch(() => {});
      throw error;
    }
  };
  return async (subjectToken, { identity }) => {
    const proof = checkProof(decodeProof(subjectToken), {
      audience: issuer,
      identity,
      isStsHost: (host) => isStsHost(host, stsHosts),
      now: clock(),
    });
    if (await claims.claim(proof.signature)) {
      return proofOfAwsCaller(await askSts(proof), 'aws-proof');
    }
    throw notProven(
      'This signed request was used before; sign a new one, with an x-registry-nonce of its own.',
    );
  };
}
