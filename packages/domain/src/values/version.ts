import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';

/** A strict SemVer 2.0.0 version in its canonical text, without a leading `v`. */
export type Version = Brand<string, 'Version'>;

const MAX_LENGTH = 256;
const NUMBER = '(?:0|[1-9]\\d*)';
const IDENTIFIER = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
// semver.org §9 and §10: the pre-release has no leading zeros, build metadata may.
const STRICT = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);
const SHORT = new RegExp(`^${NUMBER}(?:\\.${NUMBER})?$`);

function isVersion(text: string): text is Version {
  return text.length <= MAX_LENGTH && STRICT.test(text);
}

/** For publishing: strict SemVer; a leading `v`, as Git tags have it, is dropped. */
export function parseVersion(text: string): Version {
  return parseStrict(withoutTagPrefix(text));
}

function withoutTagPrefix(text: string): string {
  return text.startsWith('v') ? text.slice(1) : text;
}

function parseStrict(version: string): Version {
  if (isVersion(version)) return version;
  throw new InvalidError(
    `The version must be a semantic version such as "1.2.0" or "2.0.0-rc.1", of at most ${MAX_LENGTH} characters.`,
  );
}

/** For reading: `1` and `1.2` also stand for `1.0.0` and `1.2.0`, as the clients read them. */
export function parseRequestedVersion(text: string): Version {
  const version = withoutTagPrefix(text);
  if (!SHORT.test(version)) return parseStrict(version);
  return parseStrict(version.includes('.') ? `${version}.0` : `${version}.0.0`);
}

/**
 * What makes a version itself. Build metadata does not (semver.org §10): the clients compare
 * without it, so two versions that differ only there are one.
 */
export function versionKey(version: Version): string {
  const plus = version.indexOf('+');
  return plus === -1 ? version : version.slice(0, plus);
}

export function isPrerelease(version: Version): boolean {
  return versionKey(version).includes('-');
}

/** SemVer precedence (semver.org §11): negative when `a` is older than `b`, 0 when equal. */
export function compareVersions(a: Version, b: Version): number {
  const [coreA, preA] = split(a);
  const [coreB, preB] = split(b);
  const byCore = compareIdentifiers(coreA, coreB);
  if (byCore !== 0) return byCore;
  if (preA === undefined) return preB === undefined ? 0 : 1;
  return preB === undefined ? -1 : compareIdentifiers(preA, preB);
}

function split(version: Version): [core: string[], prerelease: string[] | undefined] {
  const key = versionKey(version);
  const dash = key.indexOf('-');
  if (dash === -1) return [key.split('.'), undefined];
  return [key.slice(0, dash).split('.'), key.slice(dash + 1).split('.')];
}

function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const order = compareIdentifier(left, right);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareIdentifier(a: string, b: string): number {
  if (a === b) return 0;
  const numericA = /^\d+$/.test(a);
  const numericB = /^\d+$/.test(b);
  if (numericA !== numericB) return numericA ? -1 : 1;
  // Without leading zeros the longer number is the larger, however many digits it has.
  if (numericA && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}
