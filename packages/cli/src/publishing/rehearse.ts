import { formatModuleId } from '@registry/domain';
import type { Presenter, Report } from '../presenters/presenter.ts';
import { oneLine } from '../presenters/printable.ts';
import { formatBytes, plural } from '../presenters/units.ts';
import type { System } from '../system.ts';
import type { Content } from './content.ts';
import { listPackage } from './list-package.ts';
import { type PublishTarget, withPackage } from './publish-content.ts';

/** What `publish` would do, found out without contacting anybody. */
export async function rehearse(
  target: PublishTarget,
  content: Content,
  deps: { readonly system: System; readonly presenter: Presenter },
): Promise<Report> {
  const what = { dry_run: true, module: formatModuleId(target.id), version: target.version };
  const title = `would publish ${what.module} ${what.version}`;
  if (content.kind !== 'path') {
    const { kind, ...rest } = content;
    const from = kind === 'address' ? content.source : `${content.bucket}/${content.key}`;
    return { data: { ...what, ...rest }, text: () => `${title} from ${oneLine(from)}` };
  }
  return withPackage(content.path, deps, async (file) => {
    const files = await listPackage(content.path, file);
    const { format, sha256, size } = file;
    return {
      data: { ...what, format, sha256, size, files },
      text: (style) =>
        [
          ...files.map(
            (entry) => `  ${oneLine(entry.path)}  ${style.faint(formatBytes(entry.size))}`,
          ),
          '',
          `${title}: ${plural(files.length, 'file')}, ${formatBytes(size)} as ${format}, sha256 ${sha256}`,
        ].join('\n'),
    };
  });
}
