import { stringify } from 'yaml';
import type { ImportedGrants } from './import-grants.ts';

/** What was imported, as a file for `grants apply` that says what has to be done first. */
export function renderGrantsFile({ grants, commands, left }: ImportedGrants): string {
  const comment = (lines: readonly string[]) => lines.map((line) => `# ${line}\n`).join('');
  return [
    commands.length === 0 ? '' : comment(['Run first:', ...commands]),
    left.length === 0 ? '' : comment(['Not carried over:', ...left]),
    stringify({ grants }),
  ].join('');
}
