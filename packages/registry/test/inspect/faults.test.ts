import { describe, expect, it } from 'vitest';
import { faultsOf, inspect } from './support/inspect.ts';

describe('a module that cannot be used', () => {
  it.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    [
      'has no configuration',
      { 'README.md': 'x' },
      /^The package has no \.tf or \.tofu file \(or \.json variant of one\) at its root\.$/,
    ],
    [
      'is a folder too deep',
      { 'vpc/main.tf': '' },
      /at its root, but in "vpc"; pack what is in that folder/,
    ],
    ['has only submodules', { 'modules/a/main.tf': '' }, /at its root\.$/],
    ['has only a hidden file', { '.main.tf': '' }, /at its root\.$/],
    [
      'has HCL that does not parse',
      { 'main.tf': 'locals {\n  x = [\n}\n' },
      /^"main\.tf", line 3: Invalid expression; Expected the start of an expression, but found an invalid expression token\.$/,
    ],
    [
      'has such HCL in a submodule',
      { 'main.tf': '', 'modules/a/x.tf': 'a = ' },
      /^"modules\/a\/x\.tf", line 1: Missing expression/,
    ],
    [
      'has such HCL for OpenTofu beside good',
      { 'a.tf': '', 'a.tofu': '}' },
      /^"a\.tofu", line 1: /,
    ],
    [
      'sets an argument twice',
      { 'main.tf': 'x = 1\nx = 2\n' },
      /line 2: Attribute redefined; The argument "x" was already set in line 1\./,
    ],
    [
      'is no UTF-8',
      { 'main.tf': Buffer.from([0x78, 0xff]) },
      /"main\.tf" is not valid UTF-8; save it as such/,
    ],
    [
      'is JSON that does not parse',
      { 'main.tf.json': '{\n"secret": hunter2}' },
      /^"main\.tf\.json".*it is no valid JSON\.$/,
    ],
    [
      'is JSON but no object',
      { 'main.tf.json': '"x"' },
      /"main\.tf\.json" cannot be used: it is no JSON object/,
    ],
    [
      'has a variable with and without a name',
      { 'main.tf': 'variable "x" {}\nvariable {}\n' },
      /"main\.tf" cannot be used: invalid HCL detected for "variable" block, cannot have blocks with and without labels$/,
    ],
    [
      'has a very large file',
      { 'main.tf': ' '.repeat(1024 * 1024 + 1) },
      /"main\.tf" is larger than 1 MiB; split the file/,
    ],
  ])('because it %s is refused', async (_, tree, fault) => {
    expect(await faultsOf(tree)).toEqual([expect.stringMatching(fault)]);
    await expect(inspect(tree)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('does not show what stands around a fault', async () => {
    const faults = await faultsOf({
      'a.tf.json': '{"password": hunter2}',
      'b.tf': 'password = "hunter2',
    });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('hears of each bad file at once, up to twenty faults', async () => {
    const files = Array.from({ length: 30 }, (_, index) => [`f${index + 10}.tf`, 'a = ']);
    expect(await faultsOf({ 'main.tf': '', 'a.tf': 'x', 'z.tf': Buffer.from([0xff]) })).toEqual([
      expect.stringContaining('"z.tf"'),
      expect.stringContaining('"a.tf"'),
    ]);
    expect(await faultsOf(Object.fromEntries(files))).toHaveLength(20);
  });

  it('may not be more configuration than can be read', async () => {
    const files = Array.from({ length: 9 }, (_, index) => [
      `f${index}.tf`,
      `#${' '.repeat(1024 * 1024 - 1)}`,
    ]);
    expect(await faultsOf(Object.fromEntries(files))).toEqual([
      expect.stringMatching(/^"f8\.tf" is beyond the 8 MiB of configuration/),
    ]);
  });
});
