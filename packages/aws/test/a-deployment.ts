import { type Deployment, inspectDeployment } from '../src/deployment/index.ts';
import { TEST_CREDENTIALS } from '../src/testing/index.ts';

export const key = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000';
/** Nothing of it is there. */
export const DEPLOYMENT: Deployment = {
  region: 'us-east-1',
  base_url: 'https://registry.example.com',
  issuer: 'https://registry.example.com',
  api: {
    id: 'abc123',
    stage: 'live',
    path: '',
    authorizer_arn: 'arn:aws:lambda:us-east-1:123456789012:function:nobody-authorizer',
    policy: null,
    gateway_responses: {},
  },
  functions: {
    read: { name: 'nobody-read', log_group_name: '/aws/lambda/nobody-read', code_sha256: 'x' },
  },
  table: {
    name: 'nobody',
    deletion_protection: true,
    point_in_time_recovery: true,
    stream: true,
  },
  packages: { bucket: 'nobody-packages', adopted: false, versioning: true, kms_key_arn: null },
  signing_keys: { active: key, all: { first: key } },
  alarms: {
    arns: { errors: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:nobody-errors' },
    actions: [],
  },
};

/** What is found now, by who asks at `endpoint`. */
export const inspect = (endpoint: string, deployment = DEPLOYMENT) =>
  inspectDeployment(deployment, {
    credentials: TEST_CREDENTIALS,
    endpoint,
    clock: () => new Date(),
  });
