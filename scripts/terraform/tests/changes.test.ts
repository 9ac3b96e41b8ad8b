import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { openOnEmulator } from './support/emulator.ts';
import { plannedChanges } from './support/planned-changes.ts';

const DEPLOYMENT = 'module.api.aws_api_gateway_deployment.this[0]';
const STAGE = 'module.api.aws_api_gateway_stage.this[0]';
const POLICY = 'module.api.aws_api_gateway_rest_api_policy.this[0]';
const API = 'module.api.aws_api_gateway_rest_api.this[0]';

/** Replaced before the old one goes, and the stage moved: never without an answer. */
const DEPLOYED_ANEW = { [DEPLOYMENT]: 'create delete', [STAGE]: 'update' };

/** Any function will do: nobody asks it. */
const brought = (key: string) => {
  const function_arn = `arn:aws:lambda:us-east-1:123456789012:function:terraform-registry-${key}`;
  return { authorizer: { brought: { function_arn } } };
};

const loose = { table: { deletion_protection: false }, packages: { force_destroy: true } };

test('a change of the registry touches what it is about and nothing else', async ({
  expect,
  onTestFinished,
}) => {
  const { root } = await openOnEmulator(onTestFinished, {
    folder: '.',
    tool: 'terraform',
    variables: loose,
  });
  await root.apply();
  const changesOf = async (variables: object) => {
    await root.setVariables({ ...loose, ...variables });
    return plannedChanges(await root.plan());
  };
  expect(await changesOf({ authorizer: { cache_seconds: 30 } })).toEqual({
    [API]: 'update',
    ...DEPLOYED_ANEW,
  });
  expect(await changesOf({ access: { source_ip_ranges: ['203.0.113.0/24'] } })).toEqual({
    [POLICY]: 'update',
    ...DEPLOYED_ANEW,
  });
  const settings = {
    api: { throttling: { rate: 1, burst: 1 } },
    functions: { publish: { memory_mb: 2048 } },
    operations: { dashboard: false },
  };
  expect(await changesOf(settings)).toEqual({
    'module.api.aws_api_gateway_method_settings.all[0]': 'update',
    'module.publish.aws_lambda_function.this': 'update',
    'module.observability.aws_cloudwatch_dashboard.this[0]': 'delete',
  });

  const lambdas = join(root.folder, 'lambdas');
  await copyFile(join(lambdas, 'authorizer.zip'), join(lambdas, 'read.zip'));
  expect(await changesOf({})).toEqual({ 'module.read.aws_lambda_function.this': 'update' });
  await root.apply();
  expect(await root.drift()).toBeUndefined();
});

test('a restriction that is lifted is gone before what is served is made', async ({
  expect,
  onTestFinished,
}) => {
  const { root } = await openOnEmulator(onTestFinished, {
    folder: '.',
    tool: 'terraform',
    variables: { ...loose, access: { source_ip_ranges: ['203.0.113.0/24'] } },
  });
  await root.apply();
  await root.setVariables(loose);
  const { stdout } = await root.run('apply', '-auto-approve', '-input=false');
  const lifted = stdout.indexOf(`${POLICY}: Modifications complete`);
  expect(lifted).toBeGreaterThan(0);
  expect(stdout.indexOf(`${DEPLOYMENT}: Creating...`)).toBeGreaterThan(lifted);
  expect(await root.drift()).toBeUndefined();
});

test('what others know it by may change while it is in use', async ({ expect, onTestFinished }) => {
  const { root } = await openOnEmulator(onTestFinished, {
    folder: '.',
    tool: 'terraform',
    variables: loose,
  });
  await root.apply();
  const before = await root.outputs();
  for (const change of [
    { iam: { path: '/registry/' } },
    brought('read'),
    brought('publish'),
    { api: { stage: 'production' } },
    { api: { stage: 'live' } },
  ]) {
    await root.setVariables({ ...loose, ...change });
    await root.apply();
    expect(await root.drift()).toBeUndefined();
  }
  expect(await root.outputs()).toEqual(before);
});
