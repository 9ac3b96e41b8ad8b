import type { Measurement } from '../measurement.ts';
import type { Rounds } from './alternate.ts';
import { median, quantile } from './statistics.ts';

/** Ours divided by the other, pair by pair: the median, and where the middle half lies. */
export function compare({
  ours,
  other,
}: Rounds<number>): Required<Pick<Measurement, 'value' | 'spread'>> {
  const ratios = ours.map((value, round) => value / (other[round] ?? Number.NaN));
  return {
    value: median(ratios),
    spread: {
      low: quantile(ratios, 0.25),
      high: quantile(ratios, 0.75),
      rounds: ratios.length,
    },
  };
}
