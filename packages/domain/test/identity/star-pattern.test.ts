import { matchesStars, parseStarPattern } from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** The same by trying every way to share out the text: slow, and plainly right. */
function oracle(pattern: string, text: string): boolean {
  const [head] = pattern;
  if (head === undefined) return text === '';
  const rest = pattern.slice(1);
  if (head !== '*') return text.startsWith(head) && oracle(rest, text.slice(1));
  return Array.from({ length: text.length + 1 }, (_, at) => oracle(rest, text.slice(at))).includes(
    true,
  );
}

describe('a star pattern', () => {
  it.each([
    ['repo:acme/*', 'repo:acme/vpc:ref:refs/heads/main', true],
    ['repo:acme/*', 'repo:acme/', true],
    ['repo:acme/*', 'repo:acme2/vpc', false],
    ['repo:acme/*:ref:refs/tags/*', 'repo:acme/vpc:ref:refs/tags/v1', true],
    ['*:function', 'AROAEXAMPLE:function', true],
    ['*:function', 'AROAEXAMPLE:function2', false],
    ['aba*aba', 'aba', false],
    ['aba*aba', 'abaaba', true],
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['abc**def', 'abcdef', true],
    // No sign of a regular expression or of a shell means anything.
    ['a.c*', 'abc', false],
    ['a?c*', 'abc', false],
    ['[abc]*', 'a', false],
    ['a+b*', 'aab', false],
    ['^abc$', 'abc', false],
    ['abc*', 'ABC', false],
    ['abc*', 'abc\nd', true],
  ])('%j and %j: %j', (pattern, text, matches) => {
    expect(matchesStars(parseStarPattern(pattern), text)).toBe(matches);
  });

  it('means what the plain way of reading it says', () => {
    const pattern = fc
      .string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 3, maxLength: 9 })
      .filter((text) => text.replaceAll('*', '').length >= 3 && text.split('*').length <= 9);
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 });
    fc.assert(
      fc.property(pattern, text, (one, other) => {
        expect(matchesStars(parseStarPattern(one), other)).toBe(oracle(one, other));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['too wide', '*'],
    ['too wide', 'ab*'],
    ['too wide', '***a***b'],
    ['of too many stars', `abc${'*'.repeat(9)}`],
    ['too long', 'a'.repeat(513)],
    ['empty', ''],
  ])('is none that is %s: %j', (_, text) => {
    expect(() => parseStarPattern(text)).toThrow('A pattern has at most');
  });

  it.each(['abc', 'abc********', 'a*b*c', 'a'.repeat(512)])('is %j', (text) => {
    expect(parseStarPattern(text)).toBe(text);
  });

  it('cannot be made to take long', () => {
    const bombs = [
      `${'a*'.repeat(8)}b`,
      `*${'a'.repeat(60)}*${'a'.repeat(60)}*${'a'.repeat(60)}*${'a'.repeat(60)}b`,
      `*${`${'a'.repeat(55)}*`.repeat(7)}b`,
      `${'*'.repeat(8)}${'ab'.repeat(250)}`,
    ];
    const texts = ['a'.repeat(4096), 'ab'.repeat(2048), `${'a'.repeat(4000)}b`];
    // Each pair is looked at so often that a pattern tried in all ways would never come to an end.
    for (const bomb of bombs) {
      for (const text of texts) {
        for (let i = 0; i < 200; i += 1) matchesStars(parseStarPattern(bomb), text);
      }
    }
    expect(matchesStars(parseStarPattern('aaa*'), 'a'.repeat(5000))).toBe(false);
  });
});
