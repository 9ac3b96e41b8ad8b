import {
  formatScope,
  InvalidError,
  includesScope,
  PERMISSIONS,
  parseNamespace,
  parseScope,
  permits,
  type Scope,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

// Few letters, so that names and patterns often meet.
const name = fc
  .stringMatching(/^[abA](?:[ab_-]{0,3}[abA])?$/)
  .filter((text) => text !== 'search')
  .map(parseNamespace);
const pattern = fc.oneof(
  name,
  fc.constant('*'),
  fc.stringMatching(/^[abA][ab_-]{0,2}$/).map((text) => `${text}*`),
);
const permission = fc.constantFrom(...PERMISSIONS);
const entry = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(permission, pattern).map((parts) => parts.join(':')) },
  { weight: 1, arbitrary: fc.constant('admin') },
);
const scope = fc
  .array(entry, { minLength: 1, maxLength: 4 })
  .map((entries) => parseScope(entries.join(' ')));

/** Every namespace of up to three of the letters above, to try a scope on. */
const LETTERS = ['a', 'b', 'A'];
const NAMES = LETTERS.flatMap((first) => [
  first,
  ...LETTERS.flatMap((second) => [`${first}${second}`, `${first}-${second}`, `${first}_${second}`]),
]).map(parseNamespace);

describe('parseScope', () => {
  it.each([
    'admin',
    'download:acme',
    'download:*',
    'download:shared-*',
    'download:acme upload:acme create_grant:acme delete_grant:acme',
    `upload:${'a'.repeat(64)}*`,
  ])('takes %s and gives it back', (text) => {
    expect(formatScope(parseScope(text))).toBe(text);
  });

  it.each([
    '',
    ' ',
    'download',
    'download:',
    ':acme',
    'download:acme ',
    ' download:acme',
    'download:acme  upload:acme',
    'download:acme\tupload:acme',
    'Download:acme',
    'admin:acme',
    'admin:*',
    'read:acme',
    'download:**',
    'download:*acme',
    'download:ac*me',
    'download:-*',
    'download:acme-',
    'download:acme/x',
    'download:acme:x',
    'download:a.b*',
    'download:?',
    'toString:acme',
    `download:${'a'.repeat(65)}`,
    `download:${'a'.repeat(65)}*`,
  ])('refuses %j', (text) => {
    expect(() => parseScope(text)).toThrow(InvalidError);
  });

  it('counts a repeated entry once', () => {
    expect(formatScope(parseScope('upload:a download:a upload:a'))).toBe('upload:a download:a');
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(scope, (any) => {
        expect(parseScope(formatScope(any))).toEqual(any);
      }),
    );
  });
});

describe('permits', () => {
  const allows = (text: string, namespace: string, wanted: (typeof PERMISSIONS)[number]) =>
    permits(parseScope(text), wanted, parseNamespace(namespace));

  it('matches a name exactly, case included', () => {
    expect(allows('download:acme', 'acme', 'download')).toBe(true);
    expect(allows('download:acme', 'acme2', 'download')).toBe(false);
    expect(allows('download:acme', 'acm', 'download')).toBe(false);
    expect(allows('download:acme', 'ACME', 'download')).toBe(false);
  });

  it('matches the beginning of a name where the pattern ends in a star', () => {
    expect(allows('download:shared-*', 'shared-net', 'download')).toBe(true);
    expect(allows('download:acme*', 'acme', 'download')).toBe(true);
    expect(allows('download:shared-*', 'shared', 'download')).toBe(false);
    expect(allows('download:*', 'anything', 'download')).toBe(true);
  });

  it('lets no permission include another, and admin include all', () => {
    for (const held of PERMISSIONS) {
      for (const wanted of PERMISSIONS) {
        expect(allows(`${held}:*`, 'acme', wanted)).toBe(held === wanted);
        expect(allows('admin', 'acme', wanted)).toBe(true);
      }
    }
  });
});

/** Says what `includesScope` must agree with, by trying every name. */
function permitsAllOf(held: Scope, wanted: Scope): boolean {
  return NAMES.every((namespace) =>
    PERMISSIONS.every((one) => !permits(wanted, one, namespace) || permits(held, one, namespace)),
  );
}

describe('includesScope', () => {
  it('means that nothing is permitted which was not before', () => {
    fc.assert(
      fc.property(scope, scope, (held, wanted) => {
        if (includesScope(held, wanted)) expect(permitsAllOf(held, wanted)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is true of a scope and itself, and of any part of it', () => {
    fc.assert(
      fc.property(scope, fc.nat(), (held, index) => {
        expect(includesScope(held, held)).toBe(true);
        const part = held[index % held.length];
        if (part) expect(includesScope(held, [part])).toBe(true);
      }),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(scope, scope, scope, (wide, middle, narrow) => {
        if (includesScope(wide, middle) && includesScope(middle, narrow)) {
          expect(includesScope(wide, narrow)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['admin', 'admin', true],
    ['admin', 'download:* upload:acme', true],
    ['download:*', 'admin', false],
    ['download:* upload:* create_grant:* delete_grant:*', 'admin', false],
    ['download:ac*', 'download:acme', true],
    ['download:ac*', 'download:acme*', true],
    ['download:acme*', 'download:ac*', false],
    ['download:acme', 'download:acme*', false],
    ['download:acme*', 'download:*', false],
    ['download:acme', 'upload:acme', false],
    ['download:acme upload:acme', 'upload:acme download:acme', true],
    ['download:acme', 'download:acme download:other', false],
  ])('of %s and %s is %s', (held, wanted, included) => {
    expect(includesScope(parseScope(held), parseScope(wanted))).toBe(included);
  });
});
