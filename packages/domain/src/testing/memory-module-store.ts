import {
  type CommitResult,
  formatModuleId,
  type ModuleChange,
  type ModuleId,
  type ModuleStore,
  type StoredIndex,
  type Version,
  type VersionRecord,
  versionKey,
} from '../index.ts';
import type { ModuleDocumentation } from '../values/documentation.ts';

interface MemoryModule {
  index: StoredIndex;
  readonly versions: Map<string, { record: VersionRecord; documentation?: ModuleDocumentation }>;
}

/** The ModuleStore of tests: a map, as atomic as JavaScript between two awaits. */
export class MemoryModuleStore implements ModuleStore {
  readonly #modules = new Map<string, MemoryModule>();

  async getIndex(id: ModuleId): Promise<StoredIndex | undefined> {
    return this.#modules.get(formatModuleId(id))?.index;
  }

  async getVersion(id: ModuleId, version: Version): Promise<VersionRecord | undefined> {
    return this.#find(id, version)?.record;
  }

  async getDocumentation(id: ModuleId, version: Version): Promise<ModuleDocumentation | undefined> {
    return this.#find(id, version)?.documentation;
  }

  async commit(change: ModuleChange): Promise<CommitResult> {
    const { record, documentation, index, expected } = change;
    const stored = this.#find(record.id, record.version);
    if ((stored?.record.state ?? 'absent') !== expected) return 'version_changed';
    const module = this.#modules.get(formatModuleId(record.id));
    if ((module?.index.revision ?? 0) !== index.revision - 1) return 'index_changed';
    const versions = module?.versions ?? new Map();
    versions.set(
      versionKey(record.version),
      documentation ? { record, documentation } : { record },
    );
    this.#modules.set(formatModuleId(record.id), { index, versions });
    return 'committed';
  }

  #find(id: ModuleId, version: Version) {
    return this.#modules.get(formatModuleId(id))?.versions.get(versionKey(version));
  }
}
