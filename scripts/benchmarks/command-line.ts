import { parseArgs } from 'node:util';
import { PARTS, type PartName } from './parts.ts';

export interface CommandLine {
  readonly parts: readonly PartName[];
  readonly quick: boolean;
  /** Update the table in docs/benchmarks.md. */
  readonly write: boolean;
  readonly jsonFile: string | undefined;
}

export class UsageError extends Error {}

const NAMES = Object.keys(PARTS).filter(isPartName);

export const USAGE = `scripts/bench [--quick] [--json FILE] [--write] [${NAMES.join('|')}]…`;

export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = readArgs(args);
  const unknown = positionals.filter((name) => !isPartName(name));
  if (unknown.length > 0) throw new UsageError(`There is no part ${unknown.join(', ')}; ${USAGE}`);
  const { quick = false, write = false, json } = values;
  if (write && (quick || positionals.length > 0)) {
    throw new UsageError('--write takes a whole run: neither --quick nor the name of a part.');
  }
  const parts = positionals.length === 0 ? NAMES : positionals.filter(isPartName);
  return { parts, quick, write, jsonFile: json };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean' },
        write: { type: 'boolean' },
        json: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}; ${USAGE}`, { cause });
  }
}

function isPartName(name: string): name is PartName {
  return Object.hasOwn(PARTS, name);
}
