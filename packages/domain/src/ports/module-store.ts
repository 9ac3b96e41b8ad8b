import type { StoredIndex } from '../module-index/stored-index.ts';
import type { ModuleDocumentation } from '../values/documentation.ts';
import type { ModuleId } from '../values/module-id.ts';
import type { Version } from '../values/version.ts';
import type { DocumentedVersion, VersionRecord } from '../values/version-record.ts';

/**
 * Reading what was published. Every read sees every acknowledged write (read your writes, from
 * any process); a backend that cannot answer is an UnavailableError, never `undefined`.
 */
export interface ModuleReader {
  /** One backend call, whatever the number of versions. */
  getIndex(id: ModuleId): Promise<StoredIndex | undefined>;
  /** One backend call. Build metadata in `version` is ignored; removed versions are returned. */
  getVersion(id: ModuleId, version: Version): Promise<VersionRecord | undefined>;
  getDocumentation(id: ModuleId, version: Version): Promise<ModuleDocumentation | undefined>;
}

/** All of it happens or none: the version as it shall be, and the index that lists it or not. */
export interface ModuleChange extends DocumentedVersion {
  readonly index: StoredIndex;
  /** What the store must hold for this version now; decides what a race may overwrite. */
  readonly expected: 'absent' | VersionRecord['state'];
}

/**
 * - `committed`: durable, and seen by every later read;
 * - `version_changed`: the version is not in the expected state;
 * - `index_changed`: the index is not at `index.revision - 1` any more; nothing was written.
 */
export type CommitResult = 'committed' | 'version_changed' | 'index_changed';

export interface ModuleStore extends ModuleReader {
  commit(change: ModuleChange): Promise<CommitResult>;
}
