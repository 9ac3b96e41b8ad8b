import type { Checkup } from '../doctor/checkup.ts';
import { oneLine } from './printable.ts';
import type { Style } from './style.ts';

export function renderCheckup({ checks }: Checkup, style: Style): string {
  return checks
    .flatMap(({ name, findings, skipped }) => {
      if (skipped !== undefined) return [`${style.faint('skipped')}  ${name} (${skipped})`];
      if (findings.length === 0) return [`${style.good('fine')}     ${name}`];
      return [
        `${style.bad('wrong')}    ${name}`,
        ...findings.map((finding) => `         ${oneLine(finding)}`),
      ];
    })
    .join('\n');
}
