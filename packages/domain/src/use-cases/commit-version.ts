import { ConflictError, UnavailableError } from '../errors.ts';
import { listVersion, type ModuleIndex, unlistVersion } from '../module-index/module-index.ts';
import { decodeIndex, encodeIndex, NO_INDEX } from '../module-index/stored-index.ts';
import type { Backoff } from '../ports/clock.ts';
import type { ModuleStore } from '../ports/module-store.ts';
import { formatModuleId } from '../values/module-id.ts';
import { type ContentIdentity, sameContent } from '../values/package.ts';
import type { DocumentedVersion, VersionRecord } from '../values/version-record.ts';

const MAX_ATTEMPTS = 40;

export interface CommitDeps {
  readonly modules: ModuleStore;
  readonly backoff: Backoff;
}

/**
 * Puts a version into its new state and the index with it, against any number of others who do
 * the same: an optimistic write that is tried again from the start when it was overtaken.
 * Returns false when the store holds the version as wanted already.
 */
export async function commitVersion(
  { modules, backoff }: CommitDeps,
  wanted: DocumentedVersion,
): Promise<boolean> {
  const { id, version, state } = wanted.record;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const [stored, index] = await Promise.all([
      modules.getVersion(id, version),
      modules.getIndex(id),
    ]);
    if (stored !== undefined) refuseOtherContent(stored, wanted.record);
    if (stored?.state === state) return false;
    const change = state === 'listed' ? listVersion : unlistVersion;
    const next: ModuleIndex = change(decodeIndex(index), version);
    const result = await modules.commit({
      ...wanted,
      expected: stored?.state ?? 'absent',
      index: encodeIndex(id, next, (index ?? NO_INDEX).revision + 1),
    });
    if (result === 'committed') return true;
    if (result === 'index_changed') await backoff(attempt);
  }
  throw new UnavailableError(
    `Too many others are publishing to ${formatModuleId(id)} right now; try again.`,
  );
}

/** ConflictError when `wanted` is another content than the version has, listed or removed. */
export function refuseOtherContent(
  stored: VersionRecord,
  wanted: { readonly source: ContentIdentity },
): void {
  if (sameContent(stored.source, wanted.source)) return;
  const was = stored.state === 'removed' ? 'was published and removed' : 'is published';
  throw new ConflictError(
    `Version ${stored.version} of ${formatModuleId(stored.id)} ${was} with another content, and a version never changes; publish a new version.`,
  );
}
