import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { type Deployment, inspectDeployment } from '../src/deployment/index.ts';
import {
  answer,
  type Fault,
  hangUp,
  startFaultServer,
  TEST_CREDENTIALS,
} from '../src/testing/index.ts';

const key = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000';
const DEPLOYMENT: Deployment = {
  region: 'us-east-1',
  base_url: 'https://registry.example.com',
  issuer: 'https://registry.example.com',
  api: {
    id: 'abc123',
    stage: 'live',
    path: '',
    authorizer_arn: 'arn:aws:lambda:us-east-1:123456789012:function:nobody-authorizer',
  },
  functions: {
    read: { name: 'nobody-read', log_group_name: '/aws/lambda/nobody-read' },
  },
  table: {
    name: 'nobody',
    deletion_protection: true,
    point_in_time_recovery: true,
    stream: true,
  },
  packages: { bucket: 'nobody-packages', adopted: false, versioning: true, kms_key_arn: null },
  signing_keys: { active: key, all: { first: key } },
};

const inspect = (endpoint: string, deployment = DEPLOYMENT) =>
  inspectDeployment(deployment, {
    credentials: TEST_CREDENTIALS,
    endpoint,
    clock: () => new Date(),
  });

describe('a look at a deployment', () => {
  it('says of each part that is not there that it is not', async () => {
    const checks = await inspect(inject('kms'));
    const unknown = (thing: string) => [expect.stringContaining(`AWS does not know ${thing};`)];
    expect(Object.fromEntries(checks.map(({ name, findings }) => [name, findings]))).toEqual({
      stage: unknown('the API abc123 with its stage live'),
      routes: unknown('the API abc123'),
      'function read': unknown('the function nobody-read'),
      logs: [expect.stringContaining('There is no log group /aws/lambda/nobody-read,')],
      table: unknown('the table nobody'),
      packages: unknown('the bucket nobody-packages'),
      'key first': unknown(`the key ${key}`),
    });
  });

  it.each([
    ['may not be looked at', refuse(403, 'AccessDenied'), 'The AWS credentials may not look at'],
    ['cannot be told of now', refuse(503, 'ServiceUnavailable'), 'AWS did not say how'],
    ['is out of reach', hangUp, 'AWS did not say how'],
  ])('says of each part that %s what to do', async (_what, fault, words) => {
    const server = await startFaultServer(fault);
    onTestFinished(() => server.dispose());
    for (const { name, findings } of await inspect(server.endpoint)) {
      expect([name, ...findings]).toEqual([name, expect.stringContaining(words)]);
    }
  });

  it('knows no function of another version', async () => {
    const functions = { mirror: { name: 'nobody-mirror', log_group_name: '/aws/lambda/x' } };
    const checks = await inspect(inject('kms'), { ...DEPLOYMENT, functions });
    const found = checks.find(({ name }) => name === 'function mirror');
    expect(found?.findings).toEqual([
      'This version knows no function mirror; use a registry-cli of the version deployed.',
    ]);
  });
});

/** In the forms of all services at once. */
const refuse =
  (status: number, code: string): Fault =>
  (request, response) => {
    const isS3 = request.headers.authorization?.includes('/s3/') === true;
    const json = JSON.stringify({ __type: code, message: 'm' });
    const body = isS3 ? `<Error><Code>${code}</Code><Message>m</Message></Error>` : json;
    return answer(status, body, { 'x-amzn-errortype': code })(request, response);
  };
