import { type Clock, proofKey, type RecordStore } from '@registry/domain';
import { MAX_AGE_SECONDS, MAX_AHEAD_SECONDS } from './check-date.ts';

// As long as a proof could be accepted again: one of five minutes ahead for twenty minutes, and
// for the second that dates do not tell.
const KEPT_MS = (MAX_AHEAD_SECONDS + MAX_AGE_SECONDS + 1) * 1000;

/** Sees to it that a proof is used once, on all instances together. */
export interface ProofClaims {
  /** False where somebody else has used it. UnavailableError where that cannot be told. */
  claim(signature: string): Promise<boolean>;
  /** Lets it be used after all. */
  release(signature: string): Promise<void>;
}

export function createProofClaims(records: RecordStore, clock: Clock): ProofClaims {
  return {
    async claim(signature) {
      const expiresAt = new Date(clock().getTime() + KEPT_MS);
      const record = { ...proofKey(signature), document: {}, expiresAt };
      return (await records.commit([{ kind: 'put', record, expected: 'absent' }])) === 'committed';
    },
    async release(signature) {
      // Its only revision: a claim is never written again.
      await records.commit([{ kind: 'delete', key: proofKey(signature), expected: 1 }]);
    },
  };
}
