import type { Measurement } from './measurement.ts';
import type { AtEnd } from './processes/at-end.ts';

/** A group of numbers that one set of processes is started for. */
export type Part = (context: PartContext) => Promise<Measurement[]>;

export interface PartContext {
  /** A tenth of the rounds: enough to see that it works, not to be believed. */
  readonly quick: boolean;
  readonly atEnd: AtEnd;
  /** Tells the person at the terminal what goes on. */
  readonly say: (what: string) => void;
}
