import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask, serving } from '../support/registry.ts';

const { read, given } = serving();
const PATH = '/v1/modules/acme/vpc/aws/versions';
const versions = (headers: Record<string, string> = {}, path = PATH) =>
  ask(read, 'GET', path, { scope: 'download:acme', headers });

beforeAll(() => given('acme/vpc/aws', '1.0.0', '1.10.0', '1.9.0', '2.0.0-rc.1', '1.10.0-rc.1+b'));

describe('GET …/versions', () => {
  it('lists every version, newest first, in the shape that both clients read', async () => {
    const response = await versions();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      modules: [
        {
          source: 'acme/vpc/aws',
          versions: ['2.0.0-rc.1', '1.10.0', '1.10.0-rc.1+b', '1.9.0', '1.0.0'].map((version) => ({
            version,
          })),
        },
      ],
    });
  });

  it.each([
    'gzip',
    'GZIP',
    'gzip, deflate, br',
    'br;q=1, gzip;q=0.001',
    '*',
    'identity;q=0.5, *',
    'gzip ; q=1',
  ])('compresses for a client that accepts %j', async (accepted) => {
    const response = await versions({ 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    const body = gunzipSync(Buffer.from(await response.arrayBuffer())).toString('utf8');
    expect(body).toBe(await (await versions()).text());
  });

  it.each([
    undefined,
    '',
    'identity',
    'gzip;q=0',
    'gzip;q=0.000',
    'GZIP; Q=0',
    '*;q=0',
    'gzip;q=0, *',
    'deflate, br',
    'xgzip',
  ])('does not for one that accepts %j', async (accepted) => {
    const response = await versions(accepted === undefined ? {} : { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(await response.json()).toHaveProperty('modules');
  });

  it('answers 304 to whoever has it already', async () => {
    const etag = (await versions()).headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[^"]+"$/);
    const strong = etag.slice(2);
    for (const tags of [etag, strong, `"other", ${etag}`, `W/"a" ,${strong},"b"`, '*']) {
      const response = await versions({ 'if-none-match': tags, 'accept-encoding': 'gzip' });
      expect(response.status).toBe(304);
      expect(response.headers.get('etag')).toBe(etag);
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
      expect(await response.text()).toBe('');
    }
    for (const tags of ['', '"other"', 'W/"other"', strong.replaceAll('"', ''), `${etag}x`]) {
      expect((await versions({ 'if-none-match': tags })).status).toBe(200);
    }
  });

  it('has another tag once another version is published, and not before', async () => {
    const { read: app, given: publish } = serving();
    const tag = async () => {
      const response = await ask(app, 'GET', PATH, { scope: 'admin' });
      return response.headers.get('etag');
    };
    await publish('acme/vpc/aws', '1.0.0');
    const first = await tag();
    expect(await tag()).toBe(first);
    await publish('acme/vpc/aws', '1.1.0');
    expect(await tag()).not.toBe(first);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const head = await ask(read, 'HEAD', PATH, { scope: 'download:acme' });
    const get = await versions();
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect([...head.headers]).toEqual([...get.headers]);
  });

  it.each(['/v1/modules/acme/VPC/aws/versions', '/v1/modules/acme/vpc/azure/versions'])(
    'answers 404 and a sentence at %s',
    async (path) => {
      const response = await versions({}, path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        errors: [expect.stringContaining('does not exist')],
      });
    },
  );

  it('answers 404 where every version was removed, as if there had been none', async () => {
    const { read: app, publish: write, given: publish } = serving();
    await publish('acme/vpc/aws', '1.0.0');
    await ask(write, 'DELETE', '/v1/modules/acme/vpc/aws/1.0.0', { scope: 'upload:acme' });
    const [removed, never] = await Promise.all(
      ['vpc', 'ghost'].map((name) =>
        ask(app, 'GET', `/v1/modules/acme/${name}/aws/versions`, { scope: 'download:acme' }),
      ),
    );
    expect(removed?.status).toBe(404);
    const [one, other] = [await removed?.text(), await never?.text()];
    expect(one).toBe(other?.replace('ghost', 'vpc'));
  });
});
