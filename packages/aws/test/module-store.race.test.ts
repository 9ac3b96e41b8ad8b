import {
  createPublishVersion,
  DEFAULT_PACKAGE_LIMITS,
  decodeIndex,
  type ModuleStore,
  parsePrincipal,
  parseVersion,
} from '@registry/domain';
import { freshModuleId, MemoryPackageStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { freshTable } from './fresh-table.ts';

const PUBLISHERS = 100;

/** Full jitter up to half a second, as an entry point would have it. */
const backoff = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500, 10 * 2 ** attempt)));

function countingCommits(store: ModuleStore) {
  const commits: string[] = [];
  const counted: ModuleStore = {
    ...store,
    commit: (change) => {
      commits.push(change.record.version);
      return store.commit(change);
    },
  };
  return { commits, counted };
}

function publishing(modules: ModuleStore) {
  return createPublishVersion({
    modules,
    backoff,
    packages: new MemoryPackageStore(),
    buckets: undefined,
    inspector: { inspect: () => Promise.reject(new Error('nothing to inspect')) },
    limits: DEFAULT_PACKAGE_LIMITS,
    clock: () => new Date(),
  });
}

describe(`${PUBLISHERS} publishers at once`, () => {
  it('have every one of their versions of one module listed', async () => {
    const { store } = await freshTable();
    const { commits, counted } = countingCommits(store);
    const publish = publishing(counted);
    const id = freshModuleId();
    const versions = Array.from({ length: PUBLISHERS }, (_, index) => parseVersion(`1.${index}.0`));
    const started = performance.now();
    await Promise.all(
      versions.map((version) =>
        publish({
          id,
          version,
          content: { kind: 'address', address: `git::https://example.com/x.git?ref=${version}` },
          publisher: parsePrincipal('identity:publisher'),
        }),
      ),
    );
    const seconds = (performance.now() - started) / 1000;
    const index = await store.getIndex(id);
    expect(decodeIndex(index)).toEqual(versions.toReversed());
    expect(index?.revision).toBe(PUBLISHERS);
    const attempts = versions.map((version) => commits.filter((one) => one === version).length);
    console.info(
      `${PUBLISHERS} publishers: ${seconds.toFixed(1)} s, ${commits.length} attempts, at most ${Math.max(...attempts)} by one`,
    );
  });

  it('have exactly one of their contents published as one version', async () => {
    const { store } = await freshTable();
    const publish = publishing(store);
    const id = freshModuleId();
    const version = parseVersion('1.0.0');
    const results = await Promise.allSettled(
      Array.from({ length: PUBLISHERS }, (_, index) =>
        publish({
          id,
          version,
          content: { kind: 'address', address: `git::https://example.com/${index % 50}.git` },
          publisher: parsePrincipal('identity:publisher'),
        }),
      ),
    );
    const done = results.filter((result) => result.status === 'fulfilled');
    // Each content has two publishers: one of a pair created it, the other found it published.
    expect(done.map(({ value }) => value.created).toSorted()).toEqual([false, true]);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(['conflict']));
    expect((await store.getIndex(id))?.revision).toBe(1);
  });
});
