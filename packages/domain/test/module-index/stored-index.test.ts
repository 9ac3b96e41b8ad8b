import {
  decodeIndex,
  encodeIndex,
  listsNothing,
  type ModuleIndex,
  NO_INDEX,
  parseModuleId,
  parseVersion,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const id = parseModuleId('acme', 'vpc', 'aws');
const index = (...versions: string[]): ModuleIndex => versions.map(parseVersion);

describe('a stored index', () => {
  it('gives back the index, however long', () => {
    fc.assert(
      fc.property(fc.nat(300), (length) => {
        const all = Array.from({ length }, (_, minor) => parseVersion(`1.${length - minor}.0`));
        const stored = encodeIndex(id, all, 7);
        expect(decodeIndex(stored)).toEqual(all);
        expect(stored.revision).toBe(7);
        expect(listsNothing(stored)).toBe(length === 0);
      }),
      { numRuns: 30 },
    );
  });

  it('names the body by its content: a weak tag that changes with it, and with nothing else', () => {
    const stored = encodeIndex(id, index('2.0.0', '1.0.0'), 1);
    expect(stored.etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    expect(encodeIndex(id, index('2.0.0', '1.0.0'), 2)).toEqual({ ...stored, revision: 2 });
    expect(encodeIndex(id, index('1.0.0'), 1).etag).not.toBe(stored.etag);
    const other = parseModuleId('acme', 'vpc', 'azure');
    expect(encodeIndex(other, index('2.0.0', '1.0.0'), 1).etag).not.toBe(stored.etag);
  });

  it('knows the latest release', () => {
    expect(encodeIndex(id, index('2.0.0-rc.1', '1.0.0'), 1).latest).toBe('1.0.0');
    expect(encodeIndex(id, index('2.0.0-rc.1'), 1).latest).toBeUndefined();
  });

  it('of a module nobody published is empty, at revision 0', () => {
    expect(decodeIndex(undefined)).toEqual([]);
    expect(NO_INDEX.revision).toBe(0);
  });

  it('is gzip whatever it lists, so that stores can tell a broken one', () => {
    for (const listed of [index(), index('1.0.0-a'), index('1.0.0')]) {
      expect([...encodeIndex(id, listed, 1).body.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    }
  });

  it('that lists nothing is known as such under the longest of names', () => {
    // Random letters do not compress: this is as large as an empty body gets.
    const name = fc.stringMatching(/^[0-9A-Za-z]{64}$/);
    fc.assert(
      fc.property(name, name, fc.stringMatching(/^[0-9a-z]{64}$/), (namespace, module, system) => {
        const long = parseModuleId(namespace, module, system);
        expect(listsNothing(encodeIndex(long, [], 1))).toBe(true);
        expect(listsNothing(encodeIndex(long, index('1.0.0'), 1))).toBe(false);
        expect(listsNothing(encodeIndex(long, index('1.0.0-a'), 1))).toBe(false);
      }),
    );
  });
});
