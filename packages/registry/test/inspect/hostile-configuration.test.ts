import { describe, expect, it } from 'vitest';
import { createConfigurationParser } from '../../src/publish/inspect/configuration-parser.ts';
import { faultsOf, HCL_WORKER, inspect, inspectorFor } from './support/inspect.ts';

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

  it('that takes too long is given up, and the next module is read', async () => {
    const inspector = inspectorFor({ maxParseMs: 3000 });
    const heredoc = `a=<<E\n${'x\n'.repeat(80_000)}E\n`;
    expect(await faultsOf({ 'main.tf': heredoc }, { inspector })).toEqual([
      '"main.tf" cannot be used: it takes more than 3 seconds to parse.',
    ]);
    expect(await faultsOf({ 'main.tf': 'x = 1' }, { inspector })).toEqual([]);
  }, 20_000);

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

describe('the parser', () => {
  const QUESTION = { text: 'variable "x" {}\n', syntax: 'hcl' } as const;

  it('that cannot be started is the registry’s trouble, not the publisher’s', async () => {
    const parse = createConfigurationParser({
      hclWorker: new URL('./missing.ts', import.meta.url),
    });
    await expect(parse(QUESTION)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('ends when nobody asks for a while, and starts again', async () => {
    const parse = createConfigurationParser({ hclWorker: HCL_WORKER, idleMs: 1 });
    expect(await parse(QUESTION)).toHaveProperty('facts');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await parse(QUESTION)).toHaveProperty('facts');
  });
});
