import { formatModuleId } from '@registry/domain';
import { nameOf } from '../releasing/choose-releases.ts';
import type { Released } from '../releasing/release-modules.ts';
import type { Report } from './presenter.ts';
import type { Style } from './style.ts';

export function releasedReport(released: readonly Released[]): Report {
  return {
    data: {
      released: released.map(({ release, status }) => ({
        module: formatModuleId(release.module.id),
        version: release.version,
        status,
      })),
    },
    text: (style) => released.map((one) => lineOf(one, style)).join('\n'),
  };
}

function lineOf({ release, status }: Released, style: Style): string {
  return status === 'created'
    ? `${style.good('published')} ${nameOf(release)}`
    : `${style.faint('unchanged')} ${nameOf(release)}`;
}
