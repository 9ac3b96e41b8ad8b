import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { faultsOf, usesGoneInProvider6 } from '../checks/provider-6.ts';
import { insecureSettings } from '../checks/security.ts';
import { TERRAFORM_FOLDER } from '../folders.ts';
import type { Schema } from '../provider-6/schema.ts';
import { usesIn } from '../provider-6/uses.ts';

describe('what version 6 of the provider does not have', () => {
  const schema: Schema = {
    provider: '6.0.0',
    types: {
      aws_thing: {
        arguments: ['name', 'tags'],
        required: ['name', 'rule'],
        blocks: { rule: { arguments: ['id'], required: ['id'], blocks: {} }, other: null },
        attributes: ['arn', 'name'],
      },
      'data.aws_region': { arguments: [], required: [], blocks: {}, attributes: ['id', 'name'] },
    },
  };
  const faults = async (text: string) => faultsOf(await usesIn('x.tf', text), schema);
  const thing = (text: string) => `resource "aws_thing" "x" {\n  name = "x"\n${text}\n}\n`;
  const rule = '  rule {\n    id = 1\n  }';

  test.each([
    ['an argument', thing(`${rule}\n  old = 1`), /aws_thing has no old in 6\.0\.0/],
    ['a block', thing(`${rule}\n  old {\n  }`), /aws_thing has no old/],
    [
      'an argument of a block',
      thing('  rule {\n    id = 1\n    old = 1\n  }'),
      /aws_thing\.rule has no old/,
    ],
    [
      'an argument of a dynamic block',
      thing(
        '  dynamic "rule" {\n    for_each = []\n    content {\n      id  = 1\n      old = 1\n    }\n  }',
      ),
      /aws_thing\.rule has no old/,
    ],
    ['a block that must be there', thing(''), /aws_thing needs rule/],
    ['an argument that must be there', thing('  rule {\n  }'), /aws_thing\.rule needs id/],
    ['an attribute', 'locals {\n  x = aws_thing.x.old\n}\n', /aws_thing has no old/],
    ['one behind an index', 'locals {\n  x = aws_thing.x[0].old\n}\n', /aws_thing has no old/],
    ['one behind a splat', 'locals {\n  x = aws_thing.x[*].old\n}\n', /aws_thing has no old/],
    ['one that means something else', 'locals {\n  x = data.aws_region.x.name\n}\n', /use id/],
    [
      'a type that nobody looked up',
      'resource "aws_other" "x" {\n}\n',
      /aws_other is not looked up/,
    ],
    [
      'a block that nobody looked up',
      thing(`${rule}\n  other {\n  }`),
      /other of aws_thing is not/,
    ],
  ])('is found: %s', async (_, text, found) => {
    expect(await faults(text)).toEqual([expect.stringMatching(found)]);
  });

  test.each([
    ['all that there is', thing(`${rule}\n  tags  = {}\n  count = 1\n  lifecycle {\n  }`)],
    ['attributes', 'locals {\n  x = [aws_thing.x.arn, data.aws_region.x.id]\n}\n'],
    ['resources of other providers', 'resource "terraform_data" "x" {\n  input = 1\n}\n'],
  ])('is not seen in %s', async (_, text) => {
    expect(await faults(text)).toEqual([]);
  });

  test('is used nowhere', async () => {
    expect(await usesGoneInProvider6()).toEqual([]);
  });
});

describe('what checkov finds', () => {
  test.each([
    ['an open bucket', 'resource "aws_s3_bucket" "x" {\n  bucket = "x"\n}\n', /CKV2_AWS_6/],
    ['a file that it cannot read', 'locals {\n  x = (true\n    && false)\n', /cannot read 1 file/],
  ])('is %s', async (_, text, found) => {
    const folder = await mkdtemp(join(tmpdir(), 'registry-checkov-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'main.tf'), text);
    expect((await insecureSettings(folder)).join('\n')).toMatch(found);
  });
});

test('the smallest example has fewer than fifteen lines, and says that nothing in it is kept', async () => {
  const text = await readFile(join(TERRAFORM_FOLDER, 'examples/minimal/main.tf'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThan(15);
  expect(text).toMatch(/deletion_protection\s*= false/);
});
