import { NotFoundError } from '../errors.ts';
import type { ModuleReader } from '../ports/module-store.ts';
import { formatModuleId, type ModuleId } from '../values/module-id.ts';
import type { Version } from '../values/version.ts';
import { listVersions } from './list-versions.ts';

/** The newest version that is no pre-release. */
export async function findLatest(modules: ModuleReader, id: ModuleId): Promise<Version> {
  const { latest } = await listVersions(modules, id);
  if (latest !== undefined) return latest;
  throw new NotFoundError(
    `The module ${formatModuleId(id)} has no release, only pre-releases; name a version.`,
  );
}
