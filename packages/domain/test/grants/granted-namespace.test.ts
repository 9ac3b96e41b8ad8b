import {
  boundOf,
  encodeGrantedNamespace,
  fillNamespace,
  includesScope,
  isTemplate,
  mayHold,
  parseGrantedNamespace,
  parseNamespace,
  parseNamespacePattern,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const entry = (pattern: string) => ({
  permission: 'download' as const,
  pattern: parseNamespacePattern(pattern),
});

describe('where a grant holds', () => {
  it.each([
    'acme',
    'a',
    '*',
    'ac*',
    'acme-*',
    '{owner}',
    'gh-{owner}',
    '{owner}-modules',
    '{owner}-*',
    'x_{a_b9}_y',
  ])('may be %s', (text) => {
    expect(parseGrantedNamespace(text)).toBe(text);
  });

  it.each([
    '',
    'a*b',
    '**',
    'search',
    '-a',
    'a-',
    '{}',
    '{owner}*',
    '{a}{b}',
    '{a}-{b}',
    '{a',
    'a}',
    '{a}-',
    '-{a}',
    '{a.b}',
    '{a/b}',
    '{9}',
    'a/{b}',
    '{{a}}',
    '*{a}',
    '{a}*b',
    ' {a}',
  ])('is not %j', (text) => {
    expect(() => parseGrantedNamespace(text)).toThrow(/namespace/);
  });

  it('stands in a path as the gateway knows it', () => {
    expect(encodeGrantedNamespace(parseGrantedNamespace('gh-{owner}-*'))).toBe('gh-%7Bowner%7D-*');
  });
});

const part = fc.stringMatching(/^[a-c][a-c-]{0,3}[a-c]$/);
const template = fc
  .tuple(
    fc.oneof(
      fc.constant(''),
      part,
      part.map((text) => `${text}-`),
    ),
    fc.oneof(
      fc.constant(''),
      part.map((text) => `-${text}`),
      part.map((text) => `-${text}*`),
      fc.constant('-*'),
    ),
  )
  .map(([before, after]) => parseGrantedNamespace(`${before}{owner}${after}`));

describe('a template', () => {
  it('holds for a claim only where its own text says, whatever the claim', () => {
    const claim = fc.oneof(
      part,
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', '*', '-', '{', '}', ':', ' ') }),
    );
    fc.assert(
      fc.property(template, claim, (namespace, owner) => {
        const filled = fillNamespace(namespace, { owner });
        if (filled === undefined) return;
        expect(parseNamespace(owner)).toBe(owner);
        expect(filled).toBe(namespace.replace('{owner}', owner));
        expect(filled.split('*').length).toBe(namespace.split('*').length);
        expect(includesScope([entry(boundOf(namespace))], [entry(filled)])).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('may hold in whatever it is filled to, so that an explanation never leaves it out', () => {
    fc.assert(
      fc.property(template, part, (namespace, owner) => {
        const filled = fillNamespace(namespace, { owner });
        if (filled !== undefined) expect(mayHold(namespace, filled)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['the claim is missing', {}],
    ['it is a name that every object has', Object.create({ owner: 'acme' })],
    ['it is empty', { owner: '' }],
    ['it would be too long', { owner: 'a'.repeat(64) }],
    ['it is reserved', { owner: 'search' }],
  ])('holds nowhere where %s', (_, variables) => {
    const namespace = parseGrantedNamespace('{owner}-x');
    const alone = parseGrantedNamespace('{owner}');
    expect(isTemplate(namespace)).toBe(true);
    expect(fillNamespace(namespace, variables) ?? fillNamespace(alone, {})).toBeUndefined();
  });
});
