import {
  compareVersions,
  InvalidError,
  isPrerelease,
  parseRequestedVersion,
  parseVersion,
  versionKey,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';

// The lists that semver.org links to beside its regular expression (regex101.com/r/vkijKf/1/).
const VALID = `0.0.4 1.2.3 10.20.30 1.1.2-prerelease+meta 1.1.2+meta 1.1.2+meta-valid 1.0.0-alpha
  1.0.0-beta 1.0.0-alpha.beta 1.0.0-alpha.beta.1 1.0.0-alpha.1 1.0.0-alpha0.valid
  1.0.0-alpha.0valid 1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay 1.0.0-rc.1+build.1
  2.0.0-rc.1+build.123 1.2.3-beta 10.2.3-DEV-SNAPSHOT 1.2.3-SNAPSHOT-123 1.0.0 2.0.0 1.1.7
  2.0.0+build.1848 2.0.1-alpha.1227 1.0.0-alpha+beta 1.2.3----RC-SNAPSHOT.12.9.1--.12+788
  1.2.3----R-S.12.9.1--.12+meta 1.2.3----RC-SNAPSHOT.12.9.1--.12
  1.0.0+0.build.1-rc.10000aaa-kk-0.1 1.0.0-0A.is.legal
  99999999999999999999999.999999999999999999.99999999999999999`.split(/\s+/);

const INVALID = `1 1.2 1.2.3-0123 1.2.3-0123.0123 1.1.2+.123 +invalid -invalid -invalid+invalid
  -invalid.01 alpha alpha.beta alpha.beta.1 alpha.1 alpha+beta alpha_beta alpha. alpha.. beta
  1.0.0-alpha_beta -alpha. 1.0.0-alpha.. 1.0.0-alpha..1 1.0.0-alpha...1 1.0.0-alpha....1
  1.0.0-alpha.....1 1.0.0-alpha......1 1.0.0-alpha.......1 01.1.1 1.01.1 1.1.01 1.2.3.DEV
  1.2-SNAPSHOT 1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788 1.2-RC-SNAPSHOT
  -1.0.3-gamma+b7718 +justmeta 9.8.7+meta+meta 9.8.7-whatever+meta+meta
  99999999999999999999999.999999999999999999.99999999999999999----RC-SNAPSHOT.12.09.1--------------------------------..12`.split(
  /\s+/,
);

// What only a registry has to fear.
const HOSTILE = [
  '',
  ' 1.0.0',
  '1.0.0 ',
  '1.0.0\n',
  '1.0.0\0',
  'V1.0.0',
  'vv1.0.0',
  '=1.0.0',
  '^1.0.0',
  '1.0.0/..',
  '1.0.0%2B',
  '１.0.0',
  '1.0.0-é',
  '+1.0.0',
  '1e1.0.0',
  'latest',
  'v',
];

describe('parseVersion', () => {
  it.each(VALID)('takes %s as it is', (text) => {
    expect(parseVersion(text)).toBe(text);
  });

  it.each(VALID)('drops one leading v of v%s', (text) => {
    expect(parseVersion(`v${text}`)).toBe(text);
  });

  it.each([...INVALID, ...HOSTILE])('refuses %j', (text) => {
    expect(() => parseVersion(text)).toThrow(InvalidError);
  });

  it('takes 256 characters and not one more', () => {
    const longest = `1.0.0-${'a'.repeat(250)}`;
    expect(longest).toHaveLength(256);
    expect(parseVersion(longest)).toBe(longest);
    expect(parseVersion(`v${longest}`)).toBe(longest);
    expect(() => parseVersion(`${longest}a`)).toThrow('256');
  });

  it('refuses a very long text at once', () => {
    expect(() => parseVersion(`1.0.0-${'0'.repeat(1_000_000)}!`)).toThrow(InvalidError);
  });
});

describe('parseRequestedVersion', () => {
  it.each([
    ['1.2', '1.2.0'],
    ['v1.2', '1.2.0'],
    ['1', '1.0.0'],
    ['v1.2.0', '1.2.0'],
    ['1.2.0-rc.1+b', '1.2.0-rc.1+b'],
  ])('reads %s as %s', (text, version) => {
    expect(parseRequestedVersion(text)).toBe(version);
  });

  it.each([
    ...INVALID.filter((text) => !/^\d+(?:\.\d+)?$/.test(text)),
    ...HOSTILE,
    '01',
    '1.02',
    '1.',
    '.1',
    '1.2.',
    'v',
    'vv1',
    'vv1.2',
  ])('refuses %j', (text) => {
    expect(() => parseRequestedVersion(text)).toThrow(InvalidError);
  });
});

describe('build metadata', () => {
  it('is no part of what a version is', () => {
    const [a, b] = [parseVersion('1.0.0-rc.1+a-b'), parseVersion('1.0.0-rc.1+c')];
    expect(versionKey(a)).toBe('1.0.0-rc.1');
    expect(versionKey(b)).toBe(versionKey(a));
    expect(compareVersions(a, b)).toBe(0);
  });

  it('makes no pre-release, whatever dashes it has', () => {
    expect(isPrerelease(parseVersion('1.0.0+a-b'))).toBe(false);
    expect(isPrerelease(parseVersion('1.0.0-a+b'))).toBe(true);
  });
});
