import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpApiEvent } from '../events/http-api.ts';
import { restApiEvent } from '../events/rest-api.ts';
import { key, settings } from '../support/registry.ts';
import { buildFunctions, invoke, zippedBytes } from './build.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-bundles-'));
  await buildFunctions(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bundleOf = (name: string) => join(folder, 'dist', name, 'index.mjs');
const request = (method: string, path: string) => ({
  method,
  path,
  query: [],
  headers: [],
  body: undefined,
  authorizer: undefined,
});
const gateway = {
  TABLE_NAME: 'registry',
  PACKAGES_BUCKET: 'packages',
  AWS_REGION: 'eu-central-1',
  AUTHENTICATION: 'gateway',
};
const bearer = async () => ({
  ...gateway,
  AUTHENTICATION: 'bearer',
  ISSUER: settings.issuer,
  AUDIENCE: settings.audience,
  JWKS: JSON.stringify({ keys: [await key.publicJwk()] }),
});

describe('the read function as it is built', () => {
  it('is at most 800 KB zipped', async () => {
    expect(await zippedBytes(join(folder, 'dist/read'))).toBeLessThan(800 * 1024);
  });

  it('answers discovery, and logs it in one line', async () => {
    const event = restApiEvent(request('GET', '/.well-known/terraform.json'));
    const { result, log, errors } = await invoke(bundleOf('read'), event, gateway);
    expect(errors).toBe('');
    expect(result).toMatchObject({ statusCode: 200, body: '{"modules.v1":"/v1/modules/"}' });
    expect(log).toMatchObject([{ status: 200, request_id: event.requestContext.requestId }]);
  });

  it.each(['gateway', 'bearer'])('answers 401 to nobody, with %s authentication', async (kind) => {
    const environment = kind === 'gateway' ? gateway : await bearer();
    const event = httpApiEvent(request('GET', '/v1/modules/acme/vpc/aws/versions'));
    const { result } = await invoke(bundleOf('read'), event, environment);
    expect(result?.statusCode).toBe(401);
    expect(JSON.parse(result?.body ?? '')).toEqual({ errors: [expect.any(String)] });
  });

  it('does not start where it is not told who judges the tokens', async () => {
    const { AUTHENTICATION: _, ...rest } = gateway;
    const { result, errors } = await invoke(bundleOf('read'), {}, rest);
    expect(result).toBeUndefined();
    expect(errors).toContain('AUTHENTICATION: must be gateway or bearer');
  });
});

describe('the publish function as it is built', () => {
  it('is at most 4 MB zipped', async () => {
    expect(await zippedBytes(join(folder, 'dist/publish'))).toBeLessThan(4 * 1024 * 1024);
  });

  it('answers 401 to nobody', async () => {
    const event = restApiEvent(request('PUT', '/v1/modules/acme/vpc/aws/1.0.0'));
    const { result, errors } = await invoke(bundleOf('publish'), event, await bearer());
    expect(errors).toBe('');
    expect(result?.statusCode).toBe(401);
  });

  it('has no route of the read function', async () => {
    const event = restApiEvent(request('GET', '/.well-known/terraform.json'));
    const { result } = await invoke(bundleOf('publish'), event, gateway);
    expect(result?.statusCode).toBe(404);
  });
});

describe('the access function as it is built', () => {
  const { PACKAGES_BUCKET: _, ...administration } = gateway;

  it('is at most 800 KB zipped', async () => {
    expect(await zippedBytes(join(folder, 'dist/access'))).toBeLessThan(800 * 1024);
  });

  it('answers 401 to nobody', async () => {
    const event = restApiEvent(request('GET', '/v1/grants'));
    const { result, errors } = await invoke(bundleOf('access'), event, administration);
    expect(errors).toBe('');
    expect(result?.statusCode).toBe(401);
  });

  it('has no route of the others', async () => {
    for (const path of ['/.well-known/terraform.json', '/v1/modules/acme/vpc/aws/versions']) {
      const event = restApiEvent(request('GET', path));
      const { result } = await invoke(bundleOf('access'), event, administration);
      expect(result?.statusCode).toBe(404);
    }
  });

  it('does not start where its administrators are none', async () => {
    const environment = { ...administration, ADMINISTRATORS: 'everybody' };
    const { result, errors } = await invoke(bundleOf('access'), {}, environment);
    expect(result).toBeUndefined();
    expect(errors).toContain('ADMINISTRATORS: must be a comma list of principals');
  });
});
