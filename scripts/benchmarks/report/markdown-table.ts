import type { Measurement } from '../measurement.ts';
import { HEADINGS, rowOf } from './rows.ts';

export function markdownTable(measurements: readonly Measurement[]): string {
  const rows = [HEADINGS, HEADINGS.map(() => '---'), ...measurements.map(rowOf)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
