import { decodeIndex } from '../module-index/stored-index.ts';
import type { ModuleReader } from '../ports/module-store.ts';
import type { ModuleId } from '../values/module-id.ts';
import type { Version } from '../values/version.ts';
import type { DocumentedVersion } from '../values/version-record.ts';
import { findLatest } from './find-latest.ts';
import { listVersions } from './list-versions.ts';
import { getListedVersion } from './locate-package.ts';

export interface ShownModule extends DocumentedVersion {
  /** Every listed version, newest first. */
  readonly versions: readonly Version[];
}

/** One version with all that is known of it; the latest release when none is named. */
export function createShowModule({ modules }: { readonly modules: ModuleReader }) {
  return async (id: ModuleId, requested?: Version): Promise<ShownModule> => {
    const version = requested ?? (await findLatest(modules, id));
    const [record, documentation, index] = await Promise.all([
      getListedVersion(modules, id, version),
      modules.getDocumentation(id, version),
      listVersions(modules, id),
    ]);
    return { record, documentation: documentation ?? null, versions: decodeIndex(index) };
  };
}
