import { randomBytes } from 'node:crypto';
import { awsError, type Fault, hang, hangUp } from '@registry/aws/testing';
import { describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import type { Answer } from '../../../src/api/request.ts';
import { ErrorBody } from '../../../src/api/schemas.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { withEnvironment, withFunction } from '../support/change-state.ts';
import { smallZip } from '../support/small-zip.ts';
import { openStack, theStack } from '../support/the-stack.ts';

/** The status of an error in our form that somebody can be asked about. */
function failed(answer: Answer): number {
  const { errors } = ErrorBody.parse(JSON.parse(answer.text));
  const id = answer.headers.get('x-request-id') ?? answer.headers.get('x-amzn-requestid');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(errors).toHaveLength(1);
  return answer.status;
}

const open = ['/.well-known/terraform.json', '/.well-known/jwks.json', '/healthz'];

describe('an authorizer that fails never opens anything', () => {
  const routes = (module: string) => [
    ['GET', '/v1/whoami'],
    ['GET', `/v1/modules/${module}/versions`],
    ['PUT', `/v1/modules/${module}/1.0.0`],
    ['DELETE', `/v1/modules/${module}/1.0.0`],
  ];

  it.each([
    ['because it was given no keys', undefined, { JWKS: undefined }],
    ['because it throws', 'export const handler = async () => { throw new Error("no") }', {}],
    [
      'because it takes too long',
      'export const handler = () => new Promise(() => setInterval(() => {}, 1000))',
      {},
    ],
    [
      'because it takes too much memory',
      'export const handler = async () => { const all = []; for (;;) { all.push(Buffer.alloc(8e6, 1)); await new Promise(r => setTimeout(r, 5)); } }',
      {},
    ],
    [
      'because it answers nonsense',
      'export const handler = async () => ({ isAuthorized: true })',
      {},
    ],
    ['because it is gone', 'export const other = 1', {}],
  ])('%s', async (_, code, environment) => {
    const more =
      code === undefined
        ? {}
        : { filename: await smallZip({ 'index.mjs': code }), timeout: 1, memory_size: 128 };
    const stack = withFunction(
      withEnvironment(theStack(), '-authorizer', environment),
      '-authorizer',
      more,
    );
    const target = await openStack(stack);
    const api = new RegistryApi(target);
    const statuses = [];
    for (const [method = '', path = ''] of routes(`${freshNamespace()}/vpc/aws`)) {
      statuses.push(failed(await api.send(method, path)));
    }
    // AWS keeps what it cannot read apart from what failed, which may work again in a while.
    const expected = code?.includes('isAuthorized') ? 500 : 503;
    expect(statuses).toEqual([expected, expected, expected, expected]);
    for (const path of open) {
      expect((await api.raw('GET', `${target.baseUrl}${path}`, {})).status, path).toBe(200);
    }
  });
});

describe('the table', () => {
  it.each<[string, Fault]>([
    ['hangs up', hangUp],
    ['is throttled', awsError(400, 'ProvisionedThroughputExceededException')],
    ['has too many requests', awsError(400, 'RequestLimitExceeded')],
    ['fails', awsError(500, 'InternalServerError')],
    ['cannot be reached in time', hang],
  ])('%s: 503 with Retry-After, while discovery and keys go on', async (_, fault) => {
    const target = await openStack(theStack());
    const api = new RegistryApi(target);
    const module = `${freshNamespace()}/vpc/aws`;
    const packed = await packTarGz(moduleFiles('x'));
    await api.publish(`${module}/1.0.0`, packed);
    target.stack.aws.meet('dynamodb', fault);
    for (const path of [`${module}/versions`, `${module}/1.0.0/download`]) {
      const answer = await api.send('GET', `/v1/modules/${path}`);
      expect(failed(answer)).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(failed(await api.tryPublish(`${module}/1.1.0`, packed))).toBe(503);
    for (const path of open) {
      expect((await api.raw('GET', `${target.baseUrl}${path}`, {})).status, path).toBe(200);
    }
    await expect(api.exchange('download:acme')).rejects.toThrow(/503: .*temporarily_unavailable/);
    target.stack.aws.meet('dynamodb', undefined);
    expect(await api.versions(module)).toEqual(['1.0.0']);
  });

  it('lets nobody in whose token might have been revoked, while it cannot say', async () => {
    const target = await openStack(theStack());
    const api = new RegistryApi(target);
    await target.adminToken();
    target.stack.aws.meet('dynamodb', hangUp);
    const answer = await api.send('GET', '/v1/whoami');
    expect(failed(answer)).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a function', () => {
  it('that takes too long is a 502 with an id, and answers again when it can', async () => {
    const target = await openStack(withFunction(theStack(), '-read', { timeout: 1 }));
    const api = new RegistryApi(target);
    const path = `/v1/modules/${freshNamespace()}/vpc/aws/versions`;
    await api.send('GET', path);
    target.stack.aws.meet('dynamodb', hang);
    expect(failed(await api.send('GET', path))).toBe(502);
    expect(target.logs()).toContain('Task timed out after 1.00 seconds');
    target.stack.aws.meet('dynamodb', undefined);
    expect(failed(await api.send('GET', path))).toBe(404);
  });

  it('that runs out of memory is a 502 with an id, and nothing is half published', async () => {
    const target = await openStack(withFunction(theStack(), '-publish', { memory_size: 128 }));
    const api = new RegistryApi(target);
    const module = `${freshNamespace()}/vpc/aws`;
    const packed = await packTarGz({ ...moduleFiles('x'), ballast: randomBytes(1_000_000) });
    expect(failed(await api.tryPublish(`${module}/1.0.0`, packed))).toBe(502);
    expect(target.logs()).toContain('Runtime.OutOfMemory');
    expect(await api.versions(module)).toEqual([]);
  });
});

describe('KMS', () => {
  it.each<[string, Fault]>([
    ['is throttled', awsError(400, 'ThrottlingException')],
    ['hangs up', hangUp],
  ])('%s: no new tokens, with Retry-After, while those there are go on', async (_, fault) => {
    const target = await openStack(theStack());
    const api = new RegistryApi(target);
    await target.adminToken();
    target.stack.aws.meet('kms', fault);
    await expect(api.exchange('download:acme')).rejects.toThrow(/503: .*temporarily_unavailable/);
    expect((await api.send('GET', '/v1/whoami')).status).toBe(200);
  });
});
