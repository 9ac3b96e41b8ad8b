import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
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

const MetricFilter = z.object({ pattern: z.string() });

let pattern: string;

beforeAll(async () => {
  const moto = await startMoto();
  const root = await openRoot({
    folder: 'modules/observability',
    tool: 'terraform',
    endpoint: moto.endpoint,
    variables: {
      name: 'acme',
      functions: { 'token-issuer': { function_name: 'acme', log_group_name: 'acme' } },
      api: { id: 'a1b2c3', name: 'acme', stage: 'v1' },
      table_name: 'acme',
    },
  });
  const [filter] = plannedResources(await root.plan(), 'aws_cloudwatch_log_metric_filter');
  pattern = MetricFilter.parse(filter).pattern;
  await root.dispose();
  await moto.dispose();
});

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

const DENIED =
  'User: arn:aws:sts::123456789012:assumed-role/acme-token-issuer/x is not authorized to perform: kms:GetPublicKey on resource: arn:aws:kms:us-east-1:123456789012:key/x because no identity-based policy allows the kms:GetPublicKey action';

describe('the filter that counts signing failures', () => {
  test.each([
    ['the key is disabled', awsError(400, 'DisabledException')],
    ['the key waits for its deletion', awsError(400, 'KMSInvalidStateException')],
    ['KMS does not answer', awsError(503, 'KMSInternalException')],
    ['a policy refuses it', awsError(400, 'AccessDeniedException', { message: DENIED })],
  ])('counts when %s', async (_, fault) => {
    expect(meetsPattern(pattern, await signWith(fault))).toBe(true);
  });

  test('counts a key that verifiers were not told of', async () => {
    const line = await lineOf(() =>
      Promise.reject(
        new Error('The signing key x is not among the public keys in JWKS; deploy it there first.'),
      ),
    );
    expect(meetsPattern(pattern, line)).toBe(true);
  });

  test('counts neither requests that go well nor those that fail for other reasons', async () => {
    const fine = await lineOf(() => Promise.resolve());
    const table = await lineOf(() => Promise.reject(new Error('DynamoDB does not answer')));
    expect(JSON.parse(fine)).toMatchObject({ status: 200 });
    expect(JSON.parse(table)).toMatchObject({ status: 500, err: { message: expect.any(String) } });
    expect([fine, table].map((line) => meetsPattern(pattern, line))).toEqual([false, false]);
  });
});
