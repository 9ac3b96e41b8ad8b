import {
  decodeIndex,
  encodeIndex,
  type ModuleStore,
  parseVersion,
  UnavailableError,
} from '@registry/domain';
import { freshModuleId, MemoryModuleStore, sampleVersion } from '@registry/domain/testing';
import { expect, it } from 'vitest';
import { rememberModules } from '../src/index.ts';

/** A store that counts what it is asked, and may fail after a commit as well as before. */
class WatchedStore extends MemoryModuleStore {
  reads = 0;
  failure: 'none' | 'after' = 'none';

  override getIndex(...asked: Parameters<ModuleStore['getIndex']>) {
    this.reads += 1;
    return super.getIndex(...asked);
  }

  override async commit(...asked: Parameters<ModuleStore['commit']>) {
    const result = await super.commit(...asked);
    if (this.failure === 'after') throw new UnavailableError('Nobody knows how far it came.');
    return result;
  }
}

function setUp() {
  const store = new WatchedStore();
  const remembered = rememberModules(store);
  const id = freshModuleId();
  const commit = (revision: number, ...versions: string[]) => {
    const list = versions.map(parseVersion);
    const [newest = ''] = versions;
    const index = encodeIndex(id, list, revision);
    return remembered.commit({ ...sampleVersion(id, newest), index, expected: 'absent' });
  };
  const listed = async () => decodeIndex(await remembered.getIndex(id));
  return { store, commit, listed };
}

it('asks the store once as long as nothing is committed', async () => {
  const { store, commit, listed } = setUp();
  await commit(1, '1.0.0');
  for (let round = 0; round < 3; round += 1) expect(await listed()).toEqual(['1.0.0']);
  expect(store.reads).toBe(1);
});

it('forgets a module when it is committed to, also where the commit failed half way', async () => {
  const { store, commit, listed } = setUp();
  await commit(1, '1.0.0');
  await listed();
  await commit(2, '1.1.0', '1.0.0');
  expect(await listed()).toEqual(['1.1.0', '1.0.0']);
  store.failure = 'after';
  await expect(commit(3, '1.2.0', '1.1.0', '1.0.0')).rejects.toThrow(UnavailableError);
  expect(await listed()).toEqual(['1.2.0', '1.1.0', '1.0.0']);
});

it('does not remember that there was nothing', async () => {
  const { commit, listed } = setUp();
  expect(await listed()).toEqual([]);
  await commit(1, '1.0.0');
  expect(await listed()).toEqual(['1.0.0']);
});

it('does not remember what was read while it was changed', async () => {
  const { commit, listed } = setUp();
  await commit(1, '1.0.0');
  for (let revision = 2; revision < 30; revision += 1) {
    await Promise.all([listed(), commit(revision, `1.${revision}.0`, '1.0.0'), listed()]);
    expect(await listed()).toEqual([`1.${revision}.0`, '1.0.0']);
  }
});
