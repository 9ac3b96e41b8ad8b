import {
  formatModuleId,
  type ModuleStore,
  type StoredIndex,
  type VersionRecord,
  versionKey,
} from '@registry/domain';
import { LRUCache } from 'lru-cache';

const MAX_INDEX_BYTES = 16 * 1024 * 1024;
const MAX_VERSIONS = 5000;

/**
 * A store that answers what it was asked before from memory, bounded in bytes and in number.
 * Right only because nobody else can write to the store behind it: the database is locked for
 * this process, and every commit goes through here.
 */
export function rememberModules(store: ModuleStore): ModuleStore {
  const indexes = new LRUCache<string, StoredIndex>({
    maxSize: MAX_INDEX_BYTES,
    sizeCalculation: ({ body }) => body.byteLength + 200,
  });
  const versions = new LRUCache<string, VersionRecord>({ max: MAX_VERSIONS });
  let commits = 0;

  const remember = async <T extends object>(
    cache: LRUCache<string, T>,
    key: string,
    read: () => Promise<T | undefined>,
  ) => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const before = commits;
    const value = await read();
    // What was read while something was committed may be older than the commit.
    if (value !== undefined && commits === before) cache.set(key, value);
    return value;
  };

  return {
    getIndex: (id) => remember(indexes, formatModuleId(id), () => store.getIndex(id)),
    getVersion: (id, version) =>
      remember(versions, `${formatModuleId(id)}/${versionKey(version)}`, () =>
        store.getVersion(id, version),
      ),
    getDocumentation: (id, version) => store.getDocumentation(id, version),
    async commit(change) {
      const { id, version } = change.record;
      try {
        return await store.commit(change);
      } finally {
        // After a failure too: who knows how far it came.
        commits += 1;
        indexes.delete(formatModuleId(id));
        versions.delete(`${formatModuleId(id)}/${versionKey(version)}`);
      }
    },
  };
}
