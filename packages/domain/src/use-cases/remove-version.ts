import type { ModuleId } from '../values/module-id.ts';
import type { Version } from '../values/version.ts';
import { type CommitDeps, commitVersion } from './commit-version.ts';
import { getListedVersion } from './locate-package.ts';

/** Takes a version out of the index; its content stays reserved for ever. */
export function createRemoveVersion(deps: CommitDeps) {
  return async (id: ModuleId, version: Version): Promise<void> => {
    const record = await getListedVersion(deps.modules, id, version);
    const documentation = (await deps.modules.getDocumentation(id, version)) ?? null;
    await commitVersion(deps, { record: { ...record, state: 'removed' }, documentation });
  };
}
