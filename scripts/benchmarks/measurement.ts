/** One number of the benchmark: what the table has a line for. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** Where the middle half of the rounds lies, of those numbers that are taken in rounds. */
  readonly spread?: { readonly low: number; readonly high: number; readonly rounds: number };
  /** None: the number explains another one. */
  readonly budget?: Budget;
  /** What it was made from, in a few words. */
  readonly from: string;
}

/** KB and MB are a thousand and a million bytes: of the two readings, the stricter. */
export type Unit = 'ratio' | 'KB' | 'MB' | 'calls';

export interface Budget {
  readonly kind: 'at least' | 'at most';
  readonly limit: number;
  readonly aim?: number;
}

export const atLeast = (limit: number, aim?: number): Budget => budget('at least', limit, aim);
export const atMost = (limit: number, aim?: number): Budget => budget('at most', limit, aim);

function budget(kind: Budget['kind'], limit: number, aim: number | undefined): Budget {
  return aim === undefined ? { kind, limit } : { kind, limit, aim };
}

export function meets(value: number, { kind, limit }: Budget): boolean {
  return kind === 'at least' ? value >= limit : value <= limit;
}
