import { compareVersions, parseVersion, type Version, versionKey } from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const number = fc.oneof(
  fc.nat({ max: 12 }).map(String),
  // More digits than a JavaScript number holds.
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
);
const word = fc.stringMatching(/^(?:[0-9A-Za-z-]{0,4}[A-Za-z-][0-9A-Za-z-]{0,4})$/);
const prerelease = fc.array(fc.oneof(number, word), { minLength: 1, maxLength: 4 });
const build = fc.array(fc.stringMatching(/^[0-9A-Za-z-]{1,5}$/), { minLength: 1, maxLength: 3 });

const version = fc
  .record({
    core: fc.tuple(number, number, number),
    pre: fc.option(prerelease),
    build: fc.option(build),
  })
  .map((parts): Version => {
    const pre = parts.pre ? `-${parts.pre.join('.')}` : '';
    const meta = parts.build ? `+${parts.build.join('.')}` : '';
    return parseVersion(`${parts.core.join('.')}${pre}${meta}`);
  });

const sign = (order: number) => Math.sign(order);

describe('compareVersions', () => {
  it.each([
    // semver.org §11.2 and §11.4, the specification's own examples.
    ['1.0.0', '2.0.0', '2.1.0', '2.1.1'],
    ['1.0.0-alpha', '1.0.0'],
    [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
    ],
    // Digits are numbers, and numbers come before words.
    ['1.9.0', '1.10.0', '1.11.0'],
    ['1.0.0-2', '1.0.0-10', '1.0.0--', '1.0.0-1a', '1.0.0-A', '1.0.0-a'],
    ['1.0.0-9007199254740992', '1.0.0-9007199254740993', '1.0.0-90071992547409930'],
    ['0.0.0-0', '0.0.0-0.0', '0.0.0-0.0.0', '0.0.0'],
  ])('orders %s before %s …', (...texts) => {
    const versions = texts.map(parseVersion);
    const shuffled = versions.toReversed();
    expect(shuffled.toSorted(compareVersions)).toEqual(versions);
    for (const [index, older] of versions.entries()) {
      for (const newer of versions.slice(index + 1)) {
        expect(compareVersions(older, newer)).toBeLessThan(0);
        expect(compareVersions(newer, older)).toBeGreaterThan(0);
      }
    }
  });

  it('is antisymmetric', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(sign(compareVersions(a, b))).toBe(-sign(compareVersions(b, a)) + 0);
      }),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [low, middle, high] = [a, b, c].toSorted(compareVersions);
        if (low === undefined || middle === undefined || high === undefined) throw new Error();
        expect(compareVersions(low, middle)).toBeLessThanOrEqual(0);
        expect(compareVersions(middle, high)).toBeLessThanOrEqual(0);
        expect(compareVersions(low, high)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('calls equal exactly what is the same version', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(compareVersions(a, b) === 0).toBe(versionKey(a) === versionKey(b));
        expect(compareVersions(a, a)).toBe(0);
      }),
    );
  });

  it('sorts releases as their numbers sort', () => {
    const core = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(fc.array(core, { maxLength: 30 }), (cores) => {
        const byNumber = cores.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
        const byVersion = cores
          .map((parts) => parseVersion(parts.join('.')))
          .toSorted(compareVersions);
        expect(byVersion).toEqual(byNumber.map((parts) => parts.join('.')));
      }),
    );
  });
});
