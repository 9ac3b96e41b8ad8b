import {
  compareVersions,
  isPrerelease,
  latestVersion,
  listVersion,
  type ModuleIndex,
  parseVersion,
  parseVersionsBody,
  renderVersionsBody,
  unlistVersion,
  versionKey,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const version = fc
  .tuple(
    fc.nat(3),
    fc.nat(3),
    fc.constantFrom('', '', '-rc.1', '-a', '-10'),
    fc.constantFrom('', '+x', '+y'),
  )
  .map(([major, minor, pre, build]) => parseVersion(`${major}.${minor}.0${pre}${build}`));
const versions = fc.array(version, { maxLength: 30 });

const indexOf = (all: ModuleIndex): ModuleIndex =>
  all.reduce<ModuleIndex>((index, one) => listVersion(index, one), []);

describe('an index', () => {
  it('lists every version once, newest first, in whatever order they came', () => {
    fc.assert(
      fc.property(versions, (all) => {
        const index = indexOf(all);
        expect(index).toEqual(index.toSorted((a, b) => compareVersions(b, a)));
        expect(new Set(index.map(versionKey))).toEqual(new Set(all.map(versionKey)));
        expect(index).toHaveLength(new Set(all.map(versionKey)).size);
      }),
    );
  });

  it('keeps the first of two versions that differ in build metadata only', () => {
    expect(indexOf([parseVersion('1.0.0+a'), parseVersion('1.0.0+b')])).toEqual(['1.0.0+a']);
  });

  it('is the same again after a version was listed and unlisted', () => {
    fc.assert(
      fc.property(versions, version, (all, one) => {
        const without = unlistVersion(indexOf(all), one);
        expect(without.map(versionKey)).not.toContain(versionKey(one));
        expect(unlistVersion(listVersion(without, one), one)).toEqual(without);
      }),
    );
  });

  it('calls the newest release the latest, never a pre-release', () => {
    fc.assert(
      fc.property(versions, (all) => {
        const [newest] = all
          .filter((one) => !isPrerelease(one))
          .toSorted((a, b) => compareVersions(b, a));
        const latest = latestVersion(indexOf(all));
        expect(latest && versionKey(latest)).toBe(newest && versionKey(newest));
      }),
    );
  });

  it('of pre-releases has no latest', () => {
    expect(
      latestVersion(indexOf([parseVersion('2.0.0-rc.1'), parseVersion('1.0.0-a')])),
    ).toBeUndefined();
  });
});

describe('the body of /versions', () => {
  it('has the shape that both clients read, and no more', () => {
    expect(
      JSON.parse(renderVersionsBody('acme/vpc/aws', indexOf([parseVersion('1.0.0')]))),
    ).toEqual({
      modules: [{ source: 'acme/vpc/aws', versions: [{ version: '1.0.0' }] }],
    });
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(versions, (all) => {
        const index = indexOf(all);
        expect(parseVersionsBody(renderVersionsBody('acme/vpc/aws', index))).toEqual(index);
      }),
    );
  });
});
