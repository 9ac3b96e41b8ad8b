import { describe, expect, it } from 'vitest';
import {
  decodeIndex,
  encodeIndex,
  listVersion,
  type ModuleId,
  type ModuleStore,
  parseModuleName,
  parseVersion,
  type VersionRecord,
} from '../index.ts';
import { commitVersion } from '../use-cases/commit-version.ts';
import { freshModuleId, sampleVersion } from './samples.ts';

const backoff = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500, 10 * 2 ** attempt)));

/** What every ModuleStore does, whatever it keeps modules in. */
export function moduleStoreContract(name: string, open: () => ModuleStore): void {
  describe(`${name} as a ModuleStore`, () => {
    const publish = (id: ModuleId, version: string, content?: string) =>
      commitVersion({ modules: open(), backoff }, sampleVersion(id, version, content));

    const listed = async (id: ModuleId) => decodeIndex(await open().getIndex(id));

    const change = (id: ModuleId, version: string, revision: number) => ({
      ...sampleVersion(id, version),
      expected: 'absent' as const,
      index: encodeIndex(id, listVersion([], parseVersion(version)), revision),
    });

    it('knows nothing of a module nobody published', async () => {
      const id = freshModuleId();
      expect(await open().getIndex(id)).toBeUndefined();
      expect(await open().getVersion(id, parseVersion('1.0.0'))).toBeUndefined();
      expect(await open().getDocumentation(id, parseVersion('1.0.0'))).toBeUndefined();
    });

    it('gives back the version, its documentation and the index exactly as committed', async () => {
      const id = freshModuleId();
      const wanted = change(id, '1.2.3-rc.1+build.5', 1);
      expect(await open().commit(wanted)).toBe('committed');
      expect(await open().getVersion(id, wanted.record.version)).toEqual(wanted.record);
      expect(await open().getDocumentation(id, wanted.record.version)).toEqual(
        wanted.documentation,
      );
      const index = await open().getIndex(id);
      expect(index).toMatchObject({ revision: 1, etag: wanted.index.etag });
      expect(index?.latest).toBeUndefined();
      expect(decodeIndex(index)).toEqual(['1.2.3-rc.1+build.5']);
    });

    it.each<VersionRecord['source']>([
      { kind: 'address', address: 'git::https://example.com/x.git?ref=v1' },
      { ...sampleSource('bytes'), kind: 'bucket', bucket: 'b', key: 'k/x.zip' },
      { ...sampleSource('bytes'), kind: 'bucket', bucket: 'b', key: 'k', objectVersion: 'v1' },
    ])('keeps a source of kind $kind', async (source) => {
      const id = freshModuleId();
      const { record, documentation: _, ...rest } = change(id, '1.0.0', 1);
      const wanted = { ...rest, record: { ...record, source }, documentation: null };
      expect(await open().commit(wanted)).toBe('committed');
      expect(await open().getVersion(id, record.version)).toEqual(wanted.record);
      expect(await open().getDocumentation(id, record.version)).toBeUndefined();
    });

    it('keeps names apart that differ in case only', async () => {
      const id = freshModuleId();
      await publish(id, '1.0.0');
      const upper = sampleVersion(id, '1.0.0').record;
      const other = { ...upper.id, name: sampleName(upper.id.name) };
      expect(await open().getIndex(other)).toBeUndefined();
    });

    it('finds a version whatever build metadata is asked for', async () => {
      const id = freshModuleId();
      await publish(id, '1.0.0+a');
      expect((await open().getVersion(id, parseVersion('1.0.0+b')))?.version).toBe('1.0.0+a');
    });

    it('writes nothing when the index was changed by somebody else', async () => {
      const id = freshModuleId();
      await publish(id, '1.0.0');
      expect(await open().commit(change(id, '2.0.0', 1))).toBe('index_changed');
      expect(await open().commit(change(id, '2.0.0', 3))).toBe('index_changed');
      expect(await open().getVersion(id, parseVersion('2.0.0'))).toBeUndefined();
      expect(await listed(id)).toEqual(['1.0.0']);
    });

    it('writes nothing when the version is not in the expected state', async () => {
      const id = freshModuleId();
      await publish(id, '1.0.0', 'first');
      expect(await open().commit(change(id, '1.0.0', 2))).toBe('version_changed');
      const gone = { ...change(id, '3.0.0', 2), expected: 'listed' as const };
      expect(await open().commit(gone)).toBe('version_changed');
      expect((await open().getIndex(id))?.revision).toBe(1);
    });

    it('lets exactly one of many commit one version', async () => {
      const id = freshModuleId();
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => publish(id, '1.0.0', `content ${index}`)).map(
          (attempt) => attempt.then(String, (error: Error) => error.constructor.name),
        ),
      );
      expect(results.filter((result) => result === 'true')).toHaveLength(1);
      expect(results.filter((result) => result === 'ConflictError')).toHaveLength(19);
      expect(await listed(id)).toEqual(['1.0.0']);
    });

    it('lists every one of many versions committed at once', async () => {
      const id = freshModuleId();
      const versions = Array.from({ length: 25 }, (_, index) => `1.${index}.0`);
      await Promise.all(versions.map((version) => publish(id, version)));
      expect(await listed(id)).toEqual(versions.toReversed());
    });

    it('removes and lists again, and remembers the content meanwhile', async () => {
      const id = freshModuleId();
      await publish(id, '1.0.0', 'first');
      const { record, documentation } = sampleVersion(id, '1.0.0', 'first');
      const removed = { record: { ...record, state: 'removed' as const }, documentation };
      expect(await commitVersion({ modules: open(), backoff }, removed)).toBe(true);
      expect(await listed(id)).toEqual([]);
      await expect(publish(id, '1.0.0', 'second')).rejects.toThrow(/removed with another content/);
      expect(await publish(id, '1.0.0', 'first')).toBe(true);
      expect(await listed(id)).toEqual(['1.0.0']);
    });
  });
}

function sampleSource(content: string) {
  const { source } = sampleVersion(freshModuleId(), '1.0.0', content).record;
  if (source.kind !== 'stored') throw new Error('the sample is a stored package');
  return source;
}

function sampleName(name: ModuleId['name']): ModuleId['name'] {
  return parseModuleName(name.toUpperCase());
}
