import { oneLine } from './printable.ts';
import type { Style } from './style.ts';

const GAP = '  ';

/** Columns side by side, the last one cut where the terminal ends. Empty columns are left out. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
): string {
  const cells = rows.map((row) => row.map(oneLine));
  const columns = headings
    .map((_, index) => index)
    .filter((index) => cells.some((row) => row[index] !== ''));
  const widths = columns.map((index) =>
    Math.max(headings[index]?.length ?? 0, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    cut(columns.map((index, at) => (row[index] ?? '').padEnd(widths[at] ?? 0)).join(GAP), style);
  return [style.faint(line(headings)), ...cells.map(line)].map((text) => `  ${text}`).join('\n');
}

/** A name, what it is, and perhaps a word about that. */
export type Fact = readonly [name: string, value: string, remark?: string];

/** `name  value` lines with the values under each other. */
export function facts(list: readonly Fact[], style: Style): string {
  const width = Math.max(...list.map(([name]) => name.length));
  return list
    .map(([name, value, remark]) =>
      [
        style.faint(name.padEnd(width)),
        GAP,
        oneLine(value),
        remark === undefined ? '' : style.faint(` (${oneLine(remark)})`),
      ].join(''),
    )
    .join('\n');
}

function cut(text: string, style: Style): string {
  const trimmed = text.trimEnd();
  const room = style.width - 2;
  return trimmed.length <= room ? trimmed : `${trimmed.slice(0, room - 1)}…`;
}
