import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { usesGoneInProvider6, usesIn } from '../checks/provider-6.ts';
import { insecureSettings } from '../checks/security.ts';

describe('what version 6 of the provider no longer has', () => {
  test.each([
    ['read', 'locals {\n  region = data.aws_region.current.name\n}\n'],
    ['read behind an index', 'locals {\n  region = data.aws_region.current[0].name\n}\n'],
    ['read behind a splat', 'locals {\n  regions = data.aws_region.all[*].name\n}\n'],
    ['set', 'resource "aws_api_gateway_account" "this" {\n  reset_on_delete = true\n}\n'],
    ['a block', 'resource "aws_api_gateway_deployment" "x" {\n  canary_settings {\n  }\n}\n'],
  ])('is found when it is %s', (_, text) => {
    expect(usesIn(text)).toHaveLength(1);
  });

  test.each([
    ['has another name', 'locals {\n  region = data.aws_region.current.id\n}\n'],
    ['is of another type', 'resource "aws_api_gateway_stage" "x" {\n  stage_name = "v1"\n}\n'],
    ['stands in another block', 'data "aws_region" "x" {\n}\n\noutput "y" {\n  name = 1\n}\n'],
  ])('is not seen in what %s', (_, text) => {
    expect(usesIn(text)).toEqual([]);
  });

  test('is used nowhere', () => {
    expect(usesGoneInProvider6()).toEqual([]);
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
