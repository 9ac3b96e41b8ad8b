export interface Break {
  readonly what: string;
  /** The sentences that the doctor then has to say, and no more. */
  readonly findings: readonly RegExp[];
  readonly cause: () => Promise<unknown>;
  /** What the sentence says to do, where that is not to apply. */
  readonly cure?: () => Promise<unknown>;
}
