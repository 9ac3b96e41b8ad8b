import { describe, expect, it } from 'vitest';
import { faultsOf, inspect } from './support/inspect.ts';

const DEEP = 100_000;

describe('configuration that is made to break the parser', () => {
  it.each([
    ['open brackets', `a=${'['.repeat(DEEP)}`],
    ['closed brackets', `a=${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
    ['parentheses', `a=${'('.repeat(DEEP)}1${')'.repeat(DEEP)}`],
    ['objects', `a=${'{a='.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
    ['blocks', `${'a {\n'.repeat(DEEP)}${'}\n'.repeat(DEEP)}`],
    ['negations', `a=${'!'.repeat(DEEP)}true`],
    ['conditions', `a=${'x?1:'.repeat(DEEP)}1`],
    ['templates', `a=${'"${'.repeat(DEEP)}1${'}"'.repeat(DEEP)}`],
    ['directives', `a="${'%{if x}'.repeat(40_000)}${'%{endif}'.repeat(40_000)}"`],
    ['calls', `a=${'f('.repeat(DEEP)}${')'.repeat(DEEP)}`],
    ['list elements', `a=[${'1,'.repeat(400_000)}]`],
  ])(
    'with many %s is refused, and the next module is read',
    async (_, text) => {
      expect(await faultsOf({ 'main.tf': text })).toEqual([
        expect.stringMatching(/nested too deeply or too large to be parsed/),
      ]);
      expect((await inspect({ 'main.tf': 'variable "x" {}\n' })).root.inputs).toHaveLength(1);
    },
    30_000,
  );

  it.each([
    ['arrays', `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
    ['objects', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
    ['open arrays', '['.repeat(1_000_000)],
  ])('with deep JSON %s is refused, and the next module is read', async (_, text) => {
    const tree = { 'main.tf.json': `{"variable":{"x":{"default":${text}}}}` };
    expect(await faultsOf(tree)).toEqual([
      expect.stringMatching(/nested too deeply|no valid JSON/),
    ]);
    expect(await faultsOf({ 'main.tf.json': '{}' })).toEqual([]);
  });

  it('where nobody looks at it has no effect', async () => {
    const text = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`;
    expect(await faultsOf({ 'main.tf.json': text })).toEqual([]);
    expect(await faultsOf({ 'main.tf.json': `[${text}]` })).toEqual([]);
  });

  it('does not disturb the modules that wait behind it', async () => {
    const good = { 'main.tf': 'variable "x" {}\n' };
    const [bad, ...others] = await Promise.all([
      faultsOf({ 'main.tf': `a=${'['.repeat(DEEP)}` }),
      ...Array.from({ length: 5 }, () => inspect(good)),
    ]);
    expect(bad).toHaveLength(1);
    for (const { root } of others) expect(root.inputs).toHaveLength(1);
  });
});
