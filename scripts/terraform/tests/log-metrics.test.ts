import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { requestEvent } from '../../../packages/authorizer/test/events.ts';
import { authorizing } from '../../../packages/authorizer/test/setup.ts';
import {
  createKmsClient,
  createKmsSigningKey,
} from '../../../packages/aws/src/signing-key/index.ts';
import {
  awsError,
  type Fault,
  startFaultServer,
  startMoto,
  testSettings,
} from '../../../packages/aws/src/testing/index.ts';
import { createApiApp, createLogger } from '../../../packages/http/src/index.ts';
import { openRoot } from '../index.ts';
import { meetsPattern } from './support/filter-pattern.ts';
import { plannedResources } from './support/planned-resources.ts';

const MetricFilter = z.object({
  log_group_name: z.string(),
  pattern: z.string(),
  metric_transformation: z.tuple([z.object({ name: z.string() })]),
});

let filters: readonly z.infer<typeof MetricFilter>[];
/** What the metric counts in the log of the function. */
const patternOf = (metric: string, group: string) =>
  filters.find(
    ({ log_group_name, metric_transformation: [{ name }] }) =>
      log_group_name === group && name === metric,
  )?.pattern ?? '';

beforeAll(async () => {
  const moto = await startMoto();
  const root = await openRoot({
    folder: 'modules/observability',
    tool: 'terraform',
    endpoint: moto.endpoint,
    variables: {
      name: 'acme',
      functions: {
        'token-issuer': { function_name: 'issuer', log_group_name: 'issuer' },
        authorizer: { function_name: 'judge', log_group_name: 'judge', throws_to_refuse: true },
      },
      api: { id: 'a1b2c3', name: 'acme', stage: 'v1' },
      table_name: 'acme',
    },
  });
  const planned = plannedResources(await root.plan(), 'aws_cloudwatch_log_metric_filter');
  filters = z.array(MetricFilter).parse(planned);
  await root.dispose();
  await moto.dispose();
});

function accessDenied(action: string): Fault {
  return awsError(400, 'AccessDeniedException', { message: denied(action) });
}

/** What is logged of a request on whose way something throws, by the logger and app of all. */
async function lineOf(work: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    destination: { write: (line) => lines.push(line) },
  });
  const app = createApiApp({ logger });
  app.post('/oauth/token', async (c) => {
    await work();
    return c.text('signed');
  });
  await app.request('/oauth/token', { method: 'POST' });
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

async function signWith(fault: Fault): Promise<string> {
  const { endpoint, dispose } = await startFaultServer(fault);
  try {
    const kms = createKmsClient(testSettings(endpoint));
    const key = createKmsSigningKey({ kms, keyId: 'alias/acme-signing' });
    return await lineOf(() => key.sign(Buffer.from('header.payload')));
  } finally {
    await dispose();
  }
}

/** As AWS words it. */
const denied = (action: string) =>
  `User: arn:aws:sts::123456789012:assumed-role/acme-token-issuer/x is not authorized to perform: ${action} on resource: arn:aws:kms:us-east-1:123456789012:key/x because no identity-based policy allows the ${action} action`;

describe('the filter that counts signing failures', () => {
  const isCounted = (line: string) => meetsPattern(patternOf('SigningFailures', 'issuer'), line);

  test.each([
    ['the key is disabled', awsError(400, 'DisabledException')],
    ['the key waits for its deletion', awsError(400, 'KMSInvalidStateException')],
    ['KMS does not answer', awsError(503, 'KMSInternalException')],
    ['a policy refuses to sign', accessDenied('kms:Sign')],
    ['a policy refuses the public key', accessDenied('kms:GetPublicKey')],
  ])('counts when %s', async (_, fault) => {
    expect(isCounted(await signWith(fault))).toBe(true);
  });

  test('counts a key that verifiers were not told of', async () => {
    const line = await lineOf(() =>
      Promise.reject(
        new Error('The signing key x is not among the public keys in JWKS; deploy it there first.'),
      ),
    );
    expect(isCounted(line)).toBe(true);
  });

  test.each(['kms:Decrypt', 'kms:GenerateDataKey'])(
    'does not count a refused %s, which is about the key of table or bucket',
    async (action) => {
      expect(isCounted(await signWith(accessDenied(action)))).toBe(false);
    },
  );

  test('counts neither requests that go well nor those that fail for other reasons', async () => {
    const fine = await lineOf(() => Promise.resolve());
    const table = await lineOf(() => Promise.reject(new Error('DynamoDB does not answer')));
    expect(JSON.parse(fine)).toMatchObject({ status: 200 });
    expect(JSON.parse(table)).toMatchObject({ status: 500, err: { message: expect.any(String) } });
    expect([fine, table].map(isCounted)).toEqual([false, false]);
  });
});

describe('the filter that counts what an authorizer could not decide', () => {
  const isCounted = (line: string) =>
    meetsPattern(patternOf('LoggedErrors-authorizer', 'judge'), line);

  test.each([
    ['no token', ''],
    ['a token that is none', 'Bearer a.b.c'],
    ['another scheme', 'Basic dXNlcjpwdw=='],
  ])('does not count %s, though the function throws', async (_, authorization) => {
    const { authorize, lines } = authorizing();
    await expect(authorize(requestEvent(authorization))).rejects.toThrow(/^Unauthorized$/);
    expect(lines.map(isCounted)).toEqual([false]);
  });

  test('counts a table that does not answer', async () => {
    const { authorize, lines } = authorizing(() => Promise.reject(new Error('DynamoDB is away')));
    await expect(authorize(requestEvent('Bearer a.b.c'))).rejects.toThrow(/away/);
    expect(lines.map(isCounted)).toEqual([true]);
  });

  test('is there for functions alone that refuse by throwing', () => {
    expect(patternOf('LoggedErrors-authorizer', 'issuer')).toBe('');
    expect(filters).toHaveLength(3);
  });
});
