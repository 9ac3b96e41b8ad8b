import type { GrantAnswer } from '../administration/answers.ts';
import type { Difference } from '../administration/compare-grants.ts';
import type { WantedGrant } from '../administration/grants-file.ts';
import { oneLine } from './printable.ts';
import { mayOf } from './render-grants.ts';
import type { Style } from './style.ts';

/** One line for each grant: what comes, what changes into what, what goes. */
export function renderDifference({ added, changed, removed }: Difference, style: Style): string {
  const lines = [
    ...added.map((grant) => `${style.good('+')} ${describe(grant)}`),
    ...changed.flatMap(({ from, to }) => [
      `${style.warning('~')} ${describe(to)}`,
      `    ${style.faint(`before: ${termsOf(from)}`)}`,
    ]),
    ...removed.map((grant) => `${style.warning('-')} ${describe(grant)}`),
  ];
  return lines.length === 0 ? 'the registry has just these grants' : lines.join('\n');
}

function describe(grant: GrantAnswer | WantedGrant): string {
  return oneLine(`${grant.principal} on ${grant.namespace}: ${termsOf(grant)}`);
}

function termsOf(grant: GrantAnswer | WantedGrant): string {
  const until = grant.expires_at === null ? '' : `, until ${grant.expires_at}`;
  const reason = grant.reason === '' ? '' : ` (${oneLine(grant.reason)})`;
  return `${mayOf(grant)}${until}${reason}`;
}
