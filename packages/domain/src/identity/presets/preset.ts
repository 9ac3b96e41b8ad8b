import type { IssuerAlgorithm } from '../issuer.ts';

/** What is known of the tokens of one kind of issuer. */
export interface Preset {
  /** How the URLs of its issuers look, and one of them. */
  readonly issuers: RegExp;
  /** Those of them that are nobody else's; absent: all. */
  readonly certain?: RegExp;
  readonly example: string;
  /** What it signs with. */
  readonly algorithms: readonly IssuerAlgorithm[];
  /**
   * The claims that stay with one owner for ever, with the form of their values; `sub` is the
   * subject. Whoever takes over a name that was given up does not get its id. Empty where the URL
   * of the issuer belongs to one owner as it is.
   */
  readonly ids: Readonly<Record<string, RegExp>>;
  /** Patterns of subjects that are as good as an id. */
  readonly subjectPatterns?: RegExp;
  /**
   * The claims that may stand in the namespace of a grant, each with the id that an identity has to
   * bind for that: else whoever can choose the name, a branch or an environment chooses a
   * namespace. `null`: needs none.
   */
  readonly names: Readonly<Record<string, string | null>>;
}
