import type { Measurement } from '../measurement.ts';
import { HEADINGS, rowOf } from './rows.ts';

/** For a terminal: columns as wide as what stands in them. */
export function textTable(measurements: readonly Measurement[]): string {
  const rows: readonly (readonly string[])[] = [HEADINGS, ...measurements.map(rowOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
