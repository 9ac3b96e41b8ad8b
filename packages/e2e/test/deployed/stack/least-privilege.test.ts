import { grantsPartition, parsePrincipal } from '@registry/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import type { Need } from '../../../src/deployed/aws/calls/need.ts';
import { type Holder, judgeCall, type Policies } from '../../../src/deployed/aws/judge-call.ts';
import { unusedStatements } from '../../../src/deployed/aws/unused-statements.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { ADMINISTRATOR } from '../../../src/deployed/stack/administrator.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';
import { functionsIn } from '../../../src/deployed/state/functions-in-state.ts';
import { resourcePoliciesIn, rolesIn } from '../../../src/deployed/state/policies-in-state.ts';
import { readState } from '../../../src/deployed/state/state.ts';
import { useTarget } from '../../support/use-target.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { withChanged, withEnvironment } from '../support/change-state.ts';
import { proveByRequest } from '../support/prove-by-request.ts';
import { uploadToPublishers } from '../support/publishers-buckets.ts';
import { theStack } from '../support/the-stack.ts';

/** What no code of ours asks for: AWS does, with the function's role. */
const USED_BY_AWS = new Map([
  ['function/OwnLogs', 'Lambda writes what a function prints.'],
  ['function/Traces', 'Lambda sends traces, where they are switched on.'],
  ['function/LambdaAttachesToTheVpc', 'Lambda makes network interfaces, where there is a VPC.'],
]);

// Whoever has a static token may end it where none is taken any more: let one be made.
const target = useTarget(() =>
  startDeployedTarget(withEnvironment(theStack(), '-access', { WAYS_IN: 'static' })),
);
const calls = () => target().stack.recorder.calls;
const state = (stack: Stack = theStack()) => readState(stack.shown);
const functions = () => functionsIn(state(), theStack().folder);

// Everything that a registry is there for, once.
beforeAll(async () => {
  const api = new RegistryApi(target());
  const module = `${freshNamespace()}/vpc/aws`;
  const packed = await packTarGz(moduleFiles(module));
  await api.publish(`${module}/1.0.0`, packed);
  await api.publishSource(`${module}/1.1.0`, 'https://example.com/vpc.zip');
  await api.versions(module);
  await api.download(`${module}/1.0.0`);
  for (const path of ['', '/1.0.0', '/download'])
    await api.send('GET', `/v1/modules/${module}${path}`);
  await api.send('DELETE', `/v1/modules/${module}/1.0.0`);
  await api.exchange('download:acme');
  for (const elsewhere of await uploadToPublishers(theStack(), target(), packed)) {
    const version = `${freshNamespace()}/vpc/aws/1.0.0`;
    expect((await api.send('PUT', `/v1/modules/${version}`, elsewhere)).status).toBe(201);
    expect((await api.download(version)).bytes).toEqual(packed.bytes);
  }
  await administer(api);
  await proveByRequest(target(), ADMINISTRATOR);
});

async function administer(api: RegistryApi): Promise<void> {
  const namespace = freshNamespace();
  const principal = encodeURIComponent('arn:aws:iam::123456789012:role/ci');
  const grants = `/v1/namespaces/${namespace}/grants`;
  await api.send('PUT', `${grants}?principal=${principal}`, { role: 'reader' });
  for (const path of [grants, '/v1/grants', '/v1/identities', '/v1/audit', '/v1/revocations']) {
    expect((await api.send('GET', path)).status, path).toBe(200);
  }
  await api.send('DELETE', `${grants}?principal=${principal}`);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, '');
  const name = `kept-${namespace}`;
  const kept = await api.send('POST', '/v1/tokens', {
    name,
    scope: 'download:acme',
    expires_at: tomorrow,
  });
  const form = new URLSearchParams({
    token: target().evidence.token(JSON.parse(kept.text).token),
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const url = `${target().baseUrl}/oauth/revoke`;
  expect((await api.raw('POST', url, headers, form.toString())).status).toBe(200);
}

describe('the roles of the functions', () => {
  it('allow every call that was made, signed addresses counted for who signed them', () => {
    expect(calls().filter(({ allowed }) => !allowed)).toEqual([]);
    const presigned = calls().filter((call) => call.presigned && call.action.startsWith('s3:'));
    const signers = presigned.map(({ functionName, action }) => `${functionName} ${action}`);
    expect(signers.slice(0, 2)).toEqual([
      expect.stringMatching(/-publish s3:PutObject$/),
      expect.stringMatching(/-read s3:GetObject$/),
    ]);
  });

  it('have no statement that nothing uses, but for what AWS itself needs', () => {
    const unused = unusedStatements(functions(), rolesIn(state()), calls());
    const unexplained = unused.filter((each) => !USED_BY_AWS.has(each.split(' ')[1] ?? ''));
    expect(unexplained).toEqual([]);
  });

  it('are told when they have one too many', () => {
    const more = { Sid: 'More', Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' };
    const stack = withChanged(theStack(), 'aws_iam_role_policy', (values) => {
      const policy = JSON.parse(String(values['policy']));
      return {
        ...values,
        policy: JSON.stringify({ ...policy, Statement: [...policy.Statement, more] }),
      };
    });
    const unused = unusedStatements(functions(), rolesIn(state(stack)), calls());
    expect(unused.filter((each) => each.endsWith('/More'))).toHaveLength(functions().length);
  });

  it('name every action and resource', () => {
    const statements = rolesIn(state()).flatMap((role) => role.statements);
    const stars = statements.filter(({ statement }) =>
      [statement['Action'], statement['Resource']]
        .flat()
        .some((each) => /^(?:\*|\w+:\*)$/.test(`${each}`)),
    );
    expect(stars).toEqual([]);
  });
});

describe('a role is not enough', () => {
  const holderOf = (suffix: string): Holder => {
    const fn = functions().find(({ name }) => name.endsWith(suffix));
    const role = rolesIn(state()).find(({ arn }) => arn === fn?.roleArn);
    if (fn === undefined || role === undefined) throw new Error(`There is no ${suffix}.`);
    return { functionName: fn.name, functionArn: fn.arn, role, accountId: '123456789012' };
  };
  const policies = (): Policies => ({ ...resourcePoliciesIn(state()), boundaries: new Map() });
  const table = () => String(calls().find(({ action }) => action === 'dynamodb:GetItem')?.resource);
  const object = () => String(calls().find(({ action }) => action === 's3:PutObject')?.resource);
  const key = () => String(calls().find(({ action }) => action === 'kms:Sign')?.resource);
  const module = { 'dynamodb:LeadingKeys': ['MODULE#acme/vpc/aws'] };
  const grants = {
    'dynamodb:LeadingKeys': [grantsPartition(parsePrincipal('identity:ci'))],
  };

  const refused: [string, string, () => Need][] = [
    [
      '-read',
      'to write a package',
      () => ({ action: 's3:PutObject', resource: object(), keys: {} }),
    ],
    [
      '-read',
      'to read an upload',
      () => ({
        action: 's3:GetObject',
        resource: object().replace('/packages/', '/uploads/'),
        keys: {},
      }),
    ],
    ['-read', 'to sign', () => ({ action: 'kms:Sign', resource: key(), keys: {} })],
    [
      '-publish',
      'to delete a package',
      () => ({ action: 's3:DeleteObject', resource: object(), keys: {} }),
    ],
    [
      '-publish',
      'to read grants',
      () => ({ action: 'dynamodb:Query', resource: table(), keys: grants }),
    ],
    [
      '-access',
      'to read modules',
      () => ({ action: 'dynamodb:GetItem', resource: table(), keys: module }),
    ],
    [
      '-access',
      'to read a package',
      () => ({ action: 's3:GetObject', resource: object(), keys: {} }),
    ],
    ['-access', 'to sign', () => ({ action: 'kms:Sign', resource: key(), keys: {} })],
    ['-publish', 'to sign', () => ({ action: 'kms:Sign', resource: key(), keys: {} })],
    [
      '-token-issuer',
      'to read modules',
      () => ({ action: 'dynamodb:GetItem', resource: table(), keys: module }),
    ],
    [
      '-token-issuer',
      'to read a package',
      () => ({ action: 's3:GetObject', resource: object(), keys: {} }),
    ],
    [
      '-token-issuer',
      'to sign otherwise than tokens',
      () => ({
        action: 'kms:Sign',
        resource: key(),
        keys: { 'kms:SigningAlgorithm': 'ECDSA_SHA_512' },
      }),
    ],
    [
      '-token-issuer',
      'to switch off its key',
      () => ({ action: 'kms:DisableKey', resource: key(), keys: {} }),
    ],
    [
      '-authorizer',
      'to read modules',
      () => ({ action: 'dynamodb:GetItem', resource: table(), keys: module }),
    ],
    [
      '-authorizer',
      'to read grants',
      () => ({ action: 'dynamodb:Query', resource: table(), keys: grants }),
    ],
    ['-authorizer', 'to sign', () => ({ action: 'kms:Sign', resource: key(), keys: {} })],
  ];

  it.each(refused)('of %s: %s', async (suffix, _, need) => {
    expect(await judgeCall(holderOf(suffix), need(), policies())).toMatchObject({ allowed: false });
  });
});
