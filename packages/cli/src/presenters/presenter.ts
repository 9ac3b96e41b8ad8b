import type { Style } from './style.ts';

/** What a command has to say at its end: data for machines, and the same put for people. */
export interface Report {
  readonly data: unknown;
  readonly text: (style: Style) => string;
}

/** A length of work that a person watches. */
export interface Gauge {
  /** The bytes done so far, of how many; `total` is 0 where nobody knows. */
  advance(done: number, total: number): void;
  stop(): void;
}

/** How a command speaks. Only `report` and `fail` reach stdout, and only one of them, once. */
export interface Presenter {
  /** The result; the last thing a command says. */
  report(report: Report): void;
  /** What a person wants to see before it happens; machines get it with the result. */
  show(text: Report['text']): void;
  /** Sentences that say what went wrong and what to do next. */
  fail(errors: readonly string[]): void;
  /** How a command is used, for a person who left out what it needs. */
  usage(text: string): void;
  /** Something worth knowing on the way. */
  note(text: string): void;
  /** Opens a gauge; it shows only where somebody watches. */
  gauge(label: string): Promise<Gauge>;
}
