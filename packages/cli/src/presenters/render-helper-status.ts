import type { HelperStatus, HostStatus } from '../credentials-helper/status.ts';
import type { Style } from './style.ts';
import { facts, table } from './table.ts';

export function renderHelperStatus(status: HelperStatus, style: Style): string {
  const lines = facts(
    [
      ['credentials helper', status.installed ? 'installed' : 'not installed'],
      ['used by', status.tool],
      ['block', status.file ?? 'none'],
      ['program', status.program],
      ['other hosts', status.passes_on_to ?? 'not asked about'],
    ],
    style,
  );
  const headings = ['HOST', 'REGISTRY', 'SCOPE', 'IDENTITY', 'TOKEN'];
  const hosts = table(headings, status.hosts.map(row), style);
  const problems = [
    ...(status.problem === null ? [] : [`${style.warning('note:')} ${status.problem}`]),
    ...status.hosts.flatMap(({ host, overridden_by: place }) =>
      place === null
        ? []
        : [`${style.warning('note:')} for ${host}, ${status.tool} takes the token of ${place}.`],
    ),
  ];
  return [lines, ...(status.hosts.length === 0 ? [] : ['', hosts]), ...problems].join('\n');
}

function row({ host, registry, scope, identity, stored, cached_until: until }: HostStatus) {
  const token = stored ? 'stored' : until === null ? 'none yet' : `until ${until}`;
  return [host, registry, scope ?? '', identity ?? '', token];
}
