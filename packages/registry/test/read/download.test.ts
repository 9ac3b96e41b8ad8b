import { beforeAll, describe, expect, it } from 'vitest';
import { ask, now, refOf, serving } from '../support/registry.ts';

const { read, publish, given } = serving();
const MODULE = '/v1/modules/acme/vpc/aws';
const get = (path: string) => ask(read, 'GET', path, { scope: 'download:acme' });

beforeAll(async () => {
  await given('acme/vpc/aws', '1.2.0', '1.3.0+b', '2.0.0-rc.1');
  await given('acme/pre/aws', '1.0.0-a');
});

const locationOf = (version: string) => {
  const { sha256 } = refOf(version);
  const expires = now.getTime() / 1000 + 300;
  return `https://packages.test/${sha256}?expires=${expires}&archive=tar.gz&checksum=sha256:${sha256}`;
};

describe('GET …/{version}/download', () => {
  it.each([
    ['1.2.0', '1.2.0'],
    ['v1.2.0', '1.2.0'],
    ['1.2', '1.2.0'],
    ['v1.2', '1.2.0'],
    ['1.2.0+any', '1.2.0'],
    ['1.3.0', '1.3.0+b'],
    ['1.3.0+b', '1.3.0+b'],
    ['1.3.0%2Bb', '1.3.0+b'],
    ['2.0.0-rc.1', '2.0.0-rc.1'],
  ])('of %s gives the place of %s, in the header and in the body', async (asked, version) => {
    const response = await get(`${MODULE}/${asked}/download`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-terraform-get')).toBe(locationOf(version));
    expect(await response.json()).toEqual({ location: locationOf(version) });
  });

  it('hands on an address verbatim', async () => {
    const source = 'git::https://example.com/x.git//modules/a?ref=v1.2.3';
    await ask(publish, 'PUT', '/v1/modules/acme/git/aws/1.0.0', {
      scope: 'upload:acme',
      body: { source },
    });
    const response = await get('/v1/modules/acme/git/aws/1.0.0/download');
    expect(response.headers.get('x-terraform-get')).toBe(source);
    expect(await response.json()).toEqual({ location: source });
  });

  it.each(['9.9.9', '1.2.1', '2.0.0', '2.0.0-rc.2'])(
    'of %s, which is not there, is a 404',
    async (version) => {
      const response = await get(`${MODULE}/${version}/download`);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ errors: [expect.stringContaining(version)] });
    },
  );

  it.each(['latest', '1.2.x', '01.2.0', '1.2.0.0', 'vv1.2.0', `1.0.0-${'a'.repeat(251)}`])(
    'of %s is a 422',
    async (version) => {
      const response = await get(`${MODULE}/${version}/download`);
      expect(response.status).toBe(422);
      expect(await response.json()).toEqual({
        errors: [expect.stringContaining('semantic version')],
      });
    },
  );
});

describe('GET …/download', () => {
  it('leads to the newest release, by a path that holds behind any stage', async () => {
    const response = await get(`${MODULE}/download`);
    expect(response.status).toBe(302);
    const location = response.headers.get('location') ?? '';
    expect(location).toBe('1.3.0%2Bb/download');
    const { pathname } = new URL(location, `https://registry.test${MODULE}/download`);
    expect((await get(pathname)).status).toBe(200);
  });

  it('is a 404 where there are pre-releases only, or nothing', async () => {
    for (const name of ['pre', 'ghost']) {
      const response = await get(`/v1/modules/acme/${name}/aws/download`);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ errors: [expect.any(String)] });
    }
  });
});
