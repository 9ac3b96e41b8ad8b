import { formatModuleId, type ModuleId } from '@registry/domain';
import type { Outcome } from '../publishing/publish-content.ts';
import type { Report } from './presenter.ts';
import { oneLine } from './printable.ts';
import { formatBytes } from './units.ts';

/** What happened, and what to write into a configuration to use it. */
export function publishedReport(id: ModuleId, { created, version }: Outcome, host: string): Report {
  const source = `${host}/${formatModuleId(id)}`;
  const name = `${formatModuleId(id)} ${oneLine(version.version)}`;
  const size = version.size ? `, ${formatBytes(version.size)}` : '';
  const digest = version.sha256 ? ` (sha256 ${version.sha256}${size})` : '';
  return {
    data: {
      status: created ? 'created' : 'unchanged',
      ...version,
      module: { source, version: version.version },
    },
    text: (style) =>
      [
        created
          ? `${style.good('published')} ${name}${digest}`
          : `${name} ${style.good('was published already')} with this very content${digest}`,
        '',
        `module "${id.name}" {`,
        `  source  = "${source}"`,
        `  version = "${oneLine(version.version)}"`,
        '}',
        ...hostNote(host, style.warning),
      ].join('\n'),
  };
}

/** Both clients take a name without a dot for a namespace. */
function hostNote(host: string, warning: (text: string) => string): string[] {
  if (host.includes('.') || host.startsWith('[')) return [];
  return [
    '',
    `${warning('note:')} terraform and tofu refuse the host ${host}, as it has no dot; use 127.0.0.1 or a full name.`,
  ];
}
