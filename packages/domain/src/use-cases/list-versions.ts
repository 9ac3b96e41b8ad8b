import { NotFoundError } from '../errors.ts';
import type { StoredIndex } from '../module-index/stored-index.ts';
import type { ModuleReader } from '../ports/module-store.ts';
import { formatModuleId, type ModuleId } from '../values/module-id.ts';

/** The ready body of `/versions`: one backend call. */
export async function listVersions(modules: ModuleReader, id: ModuleId): Promise<StoredIndex> {
  const index = await modules.getIndex(id);
  if (index !== undefined) return index;
  throw new NotFoundError(
    `The module ${formatModuleId(id)} does not exist; check the spelling, upper and lower case included.`,
  );
}
