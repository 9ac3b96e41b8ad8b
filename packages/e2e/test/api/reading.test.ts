import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import type { Answer } from '../../src/api/request.ts';
import { ErrorBody } from '../../src/api/schemas.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const target = useTarget(() => startTarget());
const api = () => new RegistryApi(target());

async function published(...versions: string[]): Promise<string> {
  const module = `${freshNamespace()}/vpc/aws`;
  for (const version of versions) {
    await api().publish(`${module}/${version}`, await packTarGz(moduleFiles(version)));
  }
  return module;
}

/** Where a client is sent from the download of the latest version, behind the base URL. */
function redirectedTo(module: string, { headers }: Answer): string {
  const { baseUrl } = target();
  const base = `${baseUrl}/v1/modules/${module}/download`;
  return new URL(headers.get('location') ?? '', base).href.replace(baseUrl, '');
}

describe('the download of the latest version', () => {
  it('redirects to the newest that is no pre-release, and leads to its package', async () => {
    const module = await published('1.9.0', '1.10.0', '2.0.0-rc.1');
    const answer = await api().send('GET', `/v1/modules/${module}/download`);
    expect(answer.status).toBe(302);
    const path = redirectedTo(module, answer);
    expect(path).toBe(`/v1/modules/${module}/1.10.0/download`);
    const followed = await api().send('GET', path);
    target().evidence.signedUrl(followed.headers.get('x-terraform-get') ?? '');
    expect(followed.status).toBe(200);
  });

  it.each([
    ['of a module of pre-releases', '1.0.0-rc.1', 404],
    ['with build metadata', '1.0.0+build.1', 302],
  ])('%s', async (_, version, status) => {
    const module = await published(version);
    const answer = await api().send('GET', `/v1/modules/${module}/download`);
    expect(answer.status).toBe(status);
    if (status === 302) {
      const followed = await api().send('GET', redirectedTo(module, answer));
      target().evidence.signedUrl(followed.headers.get('x-terraform-get') ?? '');
      expect(followed.status).toBe(200);
    }
  });
});

describe('a published address', () => {
  it.each([
    'git::https://example.com/vpc.git?ref=v1.2.0',
    'git::ssh://git@example.com/vpc.git//modules/x?ref=v1.2.0&depth=1',
    'git@github.com:acme/vpc.git',
    'github.com/acme/terraform-aws-vpc?ref=v1',
    'https://example.com/a%20b.zip?archive=zip&checksum=sha256:00',
    's3::https://s3.eu-west-1.amazonaws.com/bucket/vpc.zip',
    'hg::https://example.com/vpc.hg',
  ])('comes back as it was given, to terraform and to tofu: %s', async (source) => {
    const version = `${freshNamespace()}/vpc/aws/1.0.0`;
    await api().publishSource(version, source);
    const answer = await api().send('GET', `/v1/modules/${version}/download`);
    expect(answer.headers.get('x-terraform-get')).toBe(source);
    expect(JSON.parse(answer.text)).toEqual({ location: source });
  });

  it.each([
    './vpc',
    '../vpc',
    '/srv/vpc',
    'file:///srv/vpc',
    'git::file:///srv/vpc',
    'acme/vpc/aws',
    'registry.example.com/acme/vpc/aws',
    'C:\\vpc',
    'https://example.com/a b.zip',
    'https://example.com/x.zip\r\nX-Injected: yes',
    '',
  ])('is refused where clients would refuse it: %j', async (source) => {
    const version = `${freshNamespace()}/vpc/aws/1.0.0`;
    const answer = await api().send('PUT', `/v1/modules/${version}`, { source });
    expect(answer.status).toBe(422);
    ErrorBody.parse(JSON.parse(answer.text));
  });
});

describe('the list of versions', () => {
  it('is newest first, whatever the order of publishing', async () => {
    const order = ['2.0.0', '2.0.0-rc.10', '2.0.0-rc.9', '2.0.0-beta', '1.10.0', '1.9.0+b1'];
    const module = await published(...order.toSorted());
    expect(await api().versions(module)).toEqual(order);
  });

  it('is not sent again to who has it, and again when it has changed', async () => {
    const module = await published('1.0.0');
    const path = `/v1/modules/${module}/versions`;
    const Authorization = `Bearer ${await target().adminToken()}`;
    const get = (headers: Record<string, string> = {}) =>
      api().raw('GET', `${target().baseUrl}${path}`, { Authorization, ...headers });
    const etag = (await get()).headers.get('etag') ?? '';
    const unchanged = await get({ 'If-None-Match': etag });
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
    await api().publish(`${module}/1.1.0`, await packTarGz(moduleFiles('1.1.0')));
    expect((await get({ 'If-None-Match': etag })).status).toBe(200);
    const zipped = await get({ 'Accept-Encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(zipped.bytes).toString()).toBe((await get()).text);
  });
});

describe('a caller who may not read a namespace', () => {
  const OF_EACH_ANSWER = /^(date|x-request-id|x-amzn-requestid|x-amz-apigw-id|x-amzn-trace-id)$/;
  const routes: [method: string, path: string][] = [
    ['GET', ''],
    ['GET', '/versions'],
    ['GET', '/download'],
    ['GET', '/1.0.0'],
    ['GET', '/1.0.0/download'],
    ['GET', '/9.9.9/download'],
    ['POST', '/1.0.0/uploads'],
    ['PUT', '/1.0.0'],
    ['PUT', '/9.9.9'],
    ['DELETE', '/1.0.0'],
    ['DELETE', '/9.9.9'],
  ];

  it.each(routes)('learns nothing from %s …%s', async (method, path) => {
    const module = await published('1.0.0');
    const stranger = new RegistryApi(target(), await api().exchange('download:x upload:x'));
    const ask = async (name: string) => {
      const body = /^P/.test(method) ? {} : undefined;
      const answer = await stranger.send(method, `/v1/modules/${name}${path}`, body);
      const headers = [...answer.headers].filter(([key]) => !OF_EACH_ANSWER.test(key));
      return { status: answer.status, headers, text: answer.text };
    };
    const known = await ask(module);
    expect(known.status).toBe(403);
    expect(await ask(module.replace('vpc', 'absent'))).toEqual(known);
    const nobody = await ask(`${freshNamespace()}/vpc/aws`);
    const namespace = /ns-[0-9a-f]{8}/g;
    expect(nobody.text.replaceAll(namespace, '')).toBe(known.text.replaceAll(namespace, ''));
  });

  it('may write with upload alone, and read nothing with it', async () => {
    const namespace = freshNamespace();
    const writer = new RegistryApi(target(), await api().exchange(`upload:${namespace}`));
    const packed = await packTarGz(moduleFiles('x'));
    expect((await writer.publish(`${namespace}/vpc/aws/1.0.0`, packed)).status).toBe(201);
    const read = await writer.send('GET', `/v1/modules/${namespace}/vpc/aws/versions`);
    expect(read.status).toBe(403);
    const reader = new RegistryApi(target(), await api().exchange(`download:${namespace}`));
    expect(await reader.versions(`${namespace}/vpc/aws`)).toEqual(['1.0.0']);
    expect((await reader.tryPublish(`${namespace}/vpc/aws/2.0.0`, packed)).status).toBe(403);
    expect((await reader.send('DELETE', `/v1/modules/${namespace}/vpc/aws/1.0.0`)).status).toBe(
      403,
    );
  });
});
