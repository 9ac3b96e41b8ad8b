// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are those of HCL.
import { describe, expect, it } from 'vitest';
import { inspect } from './support/inspect.ts';

/** The root of a module with this main.tf. */
async function rootOf(main: string) {
  return (await inspect({ 'main.tf': main })).root;
}

describe('the documentation of a module', () => {
  it('has everything that its files declare, sorted by name', async () => {
    const documentation = await inspect({
      'main.tf': `
        terraform {
          required_version = ">= 1.5"
          required_providers {
            aws    = { source = "hashicorp/aws", version = ">= 5.0", configuration_aliases = [aws.dns] }
            random = "~> 3.0"
          }
        }
        module "vpc" {
          source  = "acme/vpc/aws"
          version = "~> 1.2"
        }
        module "local" { source = "./modules/a" }
        resource "aws_vpc" "this" { cidr_block = var.cidr }
        resource "aws_eip" "b" {}
        resource "aws_eip" "a" {}
        data "aws_region" "current" {}
        locals { x = 1 }
      `,
      'outputs.tf':
        'output "id" {\n  description = "The id"\n  value = "${aws_vpc.this.id}"\n  sensitive = true\n}\n',
      'variables.tf':
        'variable "cidr" {\n  type = string\n  default = "10.0.0.0/16"\n}\nvariable "a" {}\n',
      'README.md': '# VPC\n',
      LICENSE: 'x',
      'modules/a/main.tf': 'variable "in" {}\n',
      'modules/a/readme.MD': '# A\n',
      'modules/b/nested/main.tf': 'variable "unseen" {}\n',
      'examples/basic/main.tf': 'variable "unseen" {}\n',
    });
    expect(documentation).toEqual({
      root: {
        path: '',
        readme: '# VPC\n',
        readmeTruncated: false,
        inputs: [
          { name: 'a', type: '', description: '', required: true, sensitive: false },
          {
            name: 'cidr',
            type: 'string',
            description: '',
            default: '"10.0.0.0/16"',
            required: false,
            sensitive: false,
          },
        ],
        outputs: [{ name: 'id', description: 'The id', sensitive: true }],
        providers: [
          { name: 'aws', source: 'hashicorp/aws', version: '>= 5.0' },
          { name: 'random', source: '', version: '~> 3.0' },
        ],
        dependencies: [
          { name: 'local', source: './modules/a', version: '' },
          { name: 'vpc', source: 'acme/vpc/aws', version: '~> 1.2' },
        ],
        resources: [
          { type: 'aws_eip', name: 'a' },
          { type: 'aws_eip', name: 'b' },
          { type: 'aws_vpc', name: 'this' },
        ],
      },
      submodules: [
        {
          path: 'modules/a',
          readme: '# A\n',
          readmeTruncated: false,
          inputs: [{ name: 'in', type: '', description: '', required: true, sensitive: false }],
          outputs: [],
          providers: [],
          dependencies: [],
          resources: [],
        },
      ],
    });
  });

  it.each([
    ['string', 'string'],
    ['"string"', 'string'],
    ['list(string)', 'list(string)'],
    ['any', 'any'],
    ['map(object({ a = optional(number, 1) }))', 'map(object({ a = optional(number, 1) }))'],
    ['object({\n    a = string\n  })', 'object({\n    a = string\n  })'],
  ])('gives the type %s as written', async (type, text) => {
    expect((await rootOf(`variable "x" {\n  type = ${type}\n}\n`)).inputs[0]?.type).toBe(text);
  });

  it.each([
    ['1', '1'],
    ['-1.5', '-1.5'],
    ['true', 'true'],
    ['null', 'null'],
    ['""', '""'],
    ['"a \\"b\\"\\n"', '"a \\"b\\"\\n"'],
    ['"$${not} %%{an expression}"', '"${not} %{an expression}"'],
    ['[]', '[]'],
    ['["a", 1, null]', '["a",1,null]'],
    ['{ a = { "b c" = ["$${x}"] } }', '{"a":{"b c":["${x}"]}}'],
    ['1 + 2', '1 + 2'],
    ['toset([])', 'toset([])'],
    ['<<-EOT\n    a\n      b\n  EOT\n', '"a\\n  b\\n"'],
  ])('gives the default %s as JSON, or as written', async (expression, text) => {
    const { inputs } = await rootOf(`variable "x" {\n  default = ${expression}\n}\n`);
    expect(inputs).toMatchObject([{ default: text, required: false }]);
  });

  it('reads descriptions in quotes and heredocs, their escapes resolved', async () => {
    const { inputs } = await rootOf(
      'variable "a" { description = "costs $${x}, \\u00e9" }\nvariable "b" {\n  description = <<EOT\nTwo\nlines\nEOT\n  sensitive = true\n}\n',
    );
    expect(inputs).toMatchObject([
      { description: 'costs ${x}, é', sensitive: false },
      { description: 'Two\nlines\n', sensitive: true },
    ]);
  });

  it('keeps names that JavaScript would take for its own', async () => {
    const { inputs, resources } = await rootOf(
      'variable "__proto__" { default = 1 }\nvariable "constructor" {}\nresource "toString" "__proto__" {}\n',
    );
    expect(inputs.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(resources).toEqual([{ type: 'toString', name: '__proto__' }]);
  });

  it('puts the constraints of one provider in several files together', async () => {
    const { root } = await inspect({
      'a.tf': 'terraform {\n  required_providers {\n    aws = ">= 4"\n  }\n}\n',
      'b.tf':
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "< 6" }\n  }\n}\n',
      'c.tf':
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "< 6" }\n  }\n}\n',
    });
    expect(root.providers).toEqual([
      { name: 'aws', source: 'hashicorp/aws', version: '>= 4, < 6' },
    ]);
  });

  it('reads the JSON syntax alike, lists, comments and literal defaults included', async () => {
    const { root } = await inspect({
      'main.tf.json': JSON.stringify({
        '//': 'a comment',
        variable: {
          '//': 'another',
          a: { type: 'list(string)', default: ['${x}'], description: 'A' },
          b: [{ type: '${number}' }],
        },
        output: [{ id: { value: '1', description: 'The id' } }],
        terraform: [{ required_providers: [{ '//': 'x', aws: { source: 'hashicorp/aws' } }] }],
        module: { m: { source: './modules/a' } },
        resource: { aws_vpc: { this: [{}], that: {} } },
      }),
    });
    expect(root).toMatchObject({
      inputs: [
        { name: 'a', type: 'list(string)', default: '["${x}"]', description: 'A' },
        { name: 'b', type: 'number', required: true },
      ],
      outputs: [{ name: 'id', description: 'The id' }],
      providers: [{ name: 'aws', source: 'hashicorp/aws', version: '' }],
      dependencies: [{ name: 'm', source: './modules/a', version: '' }],
      resources: [
        { type: 'aws_vpc', name: 'that' },
        { type: 'aws_vpc', name: 'this' },
      ],
    });
  });

  it('shows what Terraform reads where OpenTofu reads another file', async () => {
    const { root, submodules } = await inspect({
      'a.tf': 'variable "terraform" {}\n',
      'a.tofu': 'variable "tofu" {}\n',
      'b.tofu': 'variable "only_tofu" {}\n',
      'c.tf.json': '{"variable":{"json":{}}}',
      'c.tofu.json': '{"variable":{"tofu_json":{}}}',
      'modules/x/main.tofu.json': '{"variable":{"in":{}}}',
    });
    expect(root.inputs.map(({ name }) => name)).toEqual(['json', 'only_tofu', 'terraform']);
    expect(submodules).toMatchObject([{ path: 'modules/x', inputs: [{ name: 'in' }] }]);
  });

  it('leaves out overrides and what editors leave behind', async () => {
    const { root } = await inspect({
      'main.tf': 'variable "a" {}\n',
      'override.tf': 'variable "a" { default = 1 }\n',
      'x_override.tf.json': '{"variable":{"a":{"default":2}}}',
      '.hidden.tf': 'this is no HCL {',
      'main.tf~': 'nor is this',
      '#main.tf#': 'nor this',
    });
    expect(root.inputs).toMatchObject([{ name: 'a', required: true }]);
  });

  it('shortens a README at 200 KiB, between two characters', async () => {
    const long = `x${'é'.repeat(150_000)}`;
    const { root } = await inspect({ 'main.tf': '', 'README.md': long });
    expect(root.readmeTruncated).toBe(true);
    expect(Buffer.byteLength(root.readme)).toBe(200 * 1024 - 1);
    expect(long.startsWith(root.readme)).toBe(true);
    const exact = 'x'.repeat(200 * 1024);
    const { root: whole } = await inspect({ 'main.tf': '', 'readme.md': exact });
    expect(whole).toMatchObject({ readme: exact, readmeTruncated: false });
  });

  it('does not let many READMEs fill the memory', async () => {
    const readme = 'x'.repeat(200 * 1024);
    const modules = Array.from({ length: 25 }, (_, index) => `modules/m${index}`);
    const { submodules } = await inspect({
      'main.tf': '',
      ...Object.fromEntries(
        modules.flatMap((path) => [
          [`${path}/main.tf`, ''],
          [`${path}/README.md`, readme],
        ]),
      ),
    });
    expect(submodules.filter(({ readmeTruncated }) => readmeTruncated)).toHaveLength(5);
  });
});
