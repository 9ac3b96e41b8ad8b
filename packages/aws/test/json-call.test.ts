import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { UnavailableError } from '@registry/domain';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, inject, it, type TestContext } from 'vitest';
import { createJsonCall } from '../src/json-call/json-call.ts';
import { RefusedCallError } from '../src/json-call/refused-call-error.ts';
import { createLightRecordReader } from '../src/records/light-record-reader.ts';
import { createSecretReader } from '../src/secrets/secret-reader.ts';
import { serviceHost } from '../src/service-host.ts';
import {
  answer,
  awsError,
  cutOff,
  drip,
  type Fault,
  hang,
  hangUp,
  startFaultServer,
  TEST_CREDENTIALS,
  TEST_REGION,
  testSettings,
} from '../src/testing/index.ts';

const clock = () => new Date('2026-01-02T03:04:05.678Z');
const DYNAMODB = { name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' } as const;

async function endpointOf(
  test: Pick<TestContext, 'onTestFinished'>,
  ...faults: [Fault, ...Fault[]]
): Promise<string> {
  const server = await startFaultServer(...faults);
  test.onTestFinished(() => server.dispose());
  return server.endpoint;
}

/** Elsewhere, the answer would be a good one. */
const sendElsewhere: Fault = (request, response) =>
  request.url === '/elsewhere'
    ? answer(200, '{}')(request, response)
    : answer(307, '', { location: '/elsewhere' })(request, response);

function counting(fault: Fault): { readonly counted: Fault; calls(): number } {
  let calls = 0;
  return {
    calls: () => calls,
    counted: (request, response) => {
      calls += 1;
      return fault(request, response);
    },
  };
}

const lookup = (endpoint: string) =>
  createLightRecordReader({ ...testSettings(endpoint), tableName: 'records', clock }).get({
    partition: 'P',
    id: 'a',
  });

describe.concurrent('a call, when the service', () => {
  it.for<[string, Fault]>([
    ['is throttled', awsError(400, 'ProvisionedThroughputExceededException')],
    ['throttles the request', awsError(400, 'ThrottlingException')],
    ['throttles the account', awsError(400, 'RequestLimitExceeded')],
    ['has too many requests', answer(429, '{}')],
    ['fails inside', awsError(500, 'InternalServerError')],
    ['is overloaded', answer(503, 'busy')],
    ['never answers', hang],
    ['answers too slowly', drip],
    ['hangs up', hangUp],
    ['stops in the middle of its answer', cutOff],
    ['answers nonsense', answer(200, '<html>')],
    ['sends us elsewhere', sendElsewhere],
  ])('%s, is unavailable after three attempts', async ([_, fault], test) => {
    const { counted, calls } = counting(fault);
    const calling = lookup(await endpointOf(test, counted));
    await expect(calling).rejects.toThrow(UnavailableError);
    await expect(calling).rejects.toHaveProperty('cause');
    expect(calls()).toBe(3);
  });

  it.for(['ResourceNotFoundException', 'AccessDeniedException', 'ExpiredTokenException'])(
    'answers %s, fails with its name and asks no more',
    async (name, test) => {
      const { counted, calls } = counting(awsError(400, name));
      const calling = lookup(await endpointOf(test, counted));
      await expect(calling).rejects.toThrow(RefusedCallError);
      await expect(calling).rejects.toThrow(`GetItem of dynamodb was answered with 400 ${name}.`);
      expect(calls()).toBe(1);
    },
  );

  it('has a short spell of trouble, does not show it', async (test) => {
    const faults = [awsError(500, 'InternalServerError'), hangUp, answer(200, '{}')] as const;
    expect(await lookup(await endpointOf(test, ...faults))).toBeUndefined();
  });

  it.for(['{"Item":7}', '{"Item":{"pk":"P"}}', '7', 'null'])(
    'answers %s, fails',
    async (body, test) => {
      const calling = lookup(await endpointOf(test, answer(200, body)));
      await expect(calling).rejects.toThrow(TypeError);
    },
  );
});

describe('the signature', () => {
  it('is over what is sent: host, time, target and body', async (test) => {
    const received: { headers: Record<string, string>; body: string }[] = [];
    const endpoint = await endpointOf(test, async (request, response) => {
      const body = (await buffer(request)).toString();
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      received.push({ headers: Object.fromEntries(headers), body });
      response.end('{}');
    });
    const settings = {
      ...testSettings(endpoint),
      credentials: { ...TEST_CREDENTIALS, sessionToken: 'session' },
      clock,
    };
    await createJsonCall(settings, DYNAMODB)('GetItem', { Key: 'ü' });
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(headers).toMatchObject({
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260102T030405Z',
      'x-amz-security-token': 'session',
    });
    const { authorization = '' } = headers;
    const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    expect(names).toEqual(
      expect.arrayContaining(['host', 'x-amz-date', 'x-amz-target', 'x-amz-security-token']),
    );
    const signer = new SignatureV4({
      service: 'dynamodb',
      region: TEST_REGION,
      credentials: settings.credentials,
      sha256: Sha256,
    });
    const signedHeaders = Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
    const expected = await signer.sign(
      new HttpRequest({ method: 'POST', path: '/', headers: signedHeaders, body }),
      { signingDate: clock() },
    );
    expect(expected.headers['authorization']).toBe(authorization);
  });
});

describe('a secret', () => {
  it('is read as the text that was stored', async () => {
    // An engine on a busy machine is no backend in trouble, and a second attempt would find the
    // secret that the first one has made.
    const settings = {
      ...testSettings(inject('kms')),
      clock: () => new Date(),
      timeoutMs: 30_000,
    };
    const call = createJsonCall(settings, {
      name: 'secretsmanager',
      target: 'secretsmanager',
      version: '1.1',
    });
    const Name = `hs256-${randomUUID()}`;
    await call('CreateSecret', { Name, SecretString: 'a secret of moto' });
    expect(await createSecretReader(settings)(Name)).toBe('a secret of moto');
    await expect(createSecretReader(settings)('none')).rejects.toThrow('ResourceNotFound');
  });

  it('that is binary is refused', async (test) => {
    const endpoint = await endpointOf(test, answer(200, '{"SecretBinary":"eA=="}'));
    const reading = createSecretReader({ ...testSettings(endpoint), clock })('arn');
    await expect(reading).rejects.toThrow('store it as a string');
  });
});

describe('the host of a service', () => {
  it.each([
    ['eu-central-1', 'dynamodb.eu-central-1.amazonaws.com'],
    ['us-gov-west-1', 'dynamodb.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'dynamodb.cn-north-1.amazonaws.com.cn'],
    ['eusc-de-east-1', 'dynamodb.eusc-de-east-1.amazonaws.eu'],
  ])('in %s is %s', (region, host) => {
    expect(serviceHost('dynamodb', region)).toBe(host);
  });
});
