import type { TestSigningKey } from './test-signing-key.ts';

/** A token that somebody might send, and whether the registry may take it. */
export interface TokenAttack {
  readonly name: string;
  readonly token: string;
  readonly accepted: boolean;
}

/** What the tokens are made for: where they are verified, and what an honest one holds. */
export interface AttackTarget {
  readonly key: TestSigningKey;
  readonly issuer: string;
  readonly audience: string;
  /** The clock of the verifier. */
  readonly now: Date;
}

/** What every attack starts from: the parts of a token that is accepted. */
export interface HonestToken {
  readonly header: { readonly typ: string; readonly alg: string; readonly kid: string };
  readonly claims: Readonly<Record<string, unknown>> & { readonly exp: number };
}
