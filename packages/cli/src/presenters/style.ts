import picocolors from 'picocolors';
import type { System, Terminal } from '../system.ts';

/** The few ways in which text may stand out; plain where colours are not wanted. */
export interface Style {
  heading(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warning(text: string): string;
  /** Columns to fit into. */
  readonly width: number;
}

/** Colours only on a terminal, and never against the reader's will (no-color.org). */
export function createStyle(terminal: Terminal, env: System['env']): Style {
  const wanted = terminal.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const colors = picocolors.createColors(wanted);
  return {
    heading: colors.bold,
    faint: colors.dim,
    good: colors.green,
    bad: colors.red,
    warning: colors.yellow,
    width:
      terminal.isTTY === true ? Math.max(terminal.columns ?? 80, 40) : Number.POSITIVE_INFINITY,
  };
}
