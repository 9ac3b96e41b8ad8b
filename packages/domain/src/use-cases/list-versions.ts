import { NotFoundError } from '../errors.ts';
import { listsNothing, type StoredIndex } from '../module-index/stored-index.ts';
import type { ModuleReader } from '../ports/module-store.ts';
import { formatModuleId, type ModuleId } from '../values/module-id.ts';

/**
 * The ready body of `/versions`: one backend call. NotFoundError where nothing is listed, be it
 * that nothing was published or that all of it was removed: clients take an empty list for a
 * fault of the registry.
 */
export async function listVersions(modules: ModuleReader, id: ModuleId): Promise<StoredIndex> {
  const index = await modules.getIndex(id);
  if (index !== undefined && !listsNothing(index)) return index;
  throw new NotFoundError(
    `The module ${formatModuleId(id)} does not exist; check the spelling, upper and lower case included.`,
  );
}
