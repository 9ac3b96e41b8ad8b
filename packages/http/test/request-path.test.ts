import { isPlainPath } from '@registry/http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('isPlainPath', () => {
  it.each([
    '/',
    '/healthz',
    '/.well-known/terraform.json',
    '/v1/modules/acme/vpc/aws/1.0.0-rc.1/download',
    '/v1/modules/acme/vpc/aws/1.0.0+build/download',
    '/v1/modules/acme/vpc/aws/1.0.0%2Bbuild/download',
    '/v1/modules/acme/...',
    '/a..b/.c/d.',
    '/%E2%82%AC',
    '/%25',
    '/v1/namespaces/ac*/grants',
    '/v1/namespaces/%7Bclaim%7D/grants',
    "/~_-!$&'()*+,;=:@",
  ])('takes %s', (path) => {
    expect(isPlainPath(path)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['no slash in front', 'healthz'],
    ['an absolute URL', 'https://attacker.test/'],
    ['a trailing slash', '/v1/'],
    ['an empty segment', '/v1//modules'],
    ['two slashes in front', '//attacker.test/v1'],
    ['a dot segment', '/v1/./modules'],
    ['a dot segment at the end', '/v1/.'],
    ['two dots', '/v1/../modules'],
    ['two dots at the end', '/v1/..'],
    ['encoded dots', '/v1/%2e%2e/modules'],
    ['encoded dots in capitals', '/v1/%2E%2E/modules'],
    ['half encoded dots', '/v1/.%2e/modules'],
    ['an encoded slash', '/v1/a%2fb'],
    ['an encoded slash in capitals', '/v1/a%2Fb'],
    ['a backslash', '/v1/a\\b'],
    ['an encoded backslash', '/v1/a%5cb'],
    ['a NUL', '/v1/a\0'],
    ['an encoded NUL', '/v1/a%00'],
    ['an encoded line break', '/v1/a%0d%0ab'],
    ['an encoded DEL', '/v1/a%7f'],
    ['an encoded letter', '/v1/%61cme'],
    ['an encoded digit', '/v1/%31'],
    ['an encoded tilde', '/v1/%7Ea'],
    ['an encoded star', '/v1/namespaces/ac%2A/grants'],
    ['an encoded star in small letters', '/v1/namespaces/ac%2a/grants'],
    ['braces encoded in small letters', '/v1/namespaces/%7bclaim%7d/grants'],
    ['half an escape', '/v1/%2'],
    ['an escape of no number', '/v1/%zz'],
    ['a lone percent sign', '/v1/%'],
    ['a space', '/v1/a b'],
    ['a tab', '/v1/a\tb'],
    ['a line break', '/v1/a\n'],
    ['a query', '/v1?x'],
    ['a fragment', '/v1#x'],
    ['a pipe', '/v1/a|b'],
    ['a caret', '/v1/a^b'],
    ['braces', '/v1/{a}'],
    ['quotes', '/v1/"a"'],
    ['angle brackets', '/v1/<a>'],
    ['a backtick', '/v1/`'],
    ['square brackets', '/v1/[a]'],
    ['a letter beyond ASCII', '/v1/é'],
    ['a full-width slash', '/v1／modules'],
  ])('refuses %s', (_, path) => {
    expect(isPlainPath(path)).toBe(false);
  });

  const anything = fc
    .array(
      fc.oneof(
        fc.constantFrom('/', '.', '..', '%2e', '%2F', '%5C', '%00', '\\', '%25', '%2B', '+', ';'),
        fc.string({ unit: 'binary-ascii', maxLength: 3 }),
        fc.nat(255).map((byte) => `%${byte.toString(16).padStart(2, '0')}`),
      ),
      { maxLength: 12 },
    )
    .map((parts) => `/${parts.join('')}`);

  it('takes nothing that a URL parser would change', () => {
    fc.assert(
      fc.property(anything, (path) => {
        fc.pre(isPlainPath(path));
        expect(new URL(`https://registry.test${path}`).pathname).toBe(path);
      }),
      { numRuns: 5000 },
    );
  });

  it('takes nothing that means another path once it is decoded', () => {
    fc.assert(
      fc.property(anything, (path) => {
        fc.pre(isPlainPath(path));
        const decoded = unescape(path);
        expect(decoded.split('/')).toHaveLength(path.split('/').length);
        expect(decoded).not.toMatch(/\/\.{1,2}(?:\/|$)/);
        for (const character of decoded) {
          expect(character >= ' ' && character !== '\x7f' && character !== '\\').toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('decides at once, however long the path', () => {
    expect(isPlainPath(`/${'a%2'.repeat(100_000)}`)).toBe(false);
    expect(isPlainPath(`/${'a/'.repeat(100_000)}`)).toBe(false);
    expect(isPlainPath('/a'.repeat(100_000))).toBe(true);
  });
});
