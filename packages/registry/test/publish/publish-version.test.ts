import { InvalidError, parseModuleId, TooLargeError, UnavailableError } from '@registry/domain';
import { MemoryModuleStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { type Ask, ask, now, refOf, serving } from '../support/registry.ts';

const VERSION = '/v1/modules/acme/vpc/aws/1.0.0';

function publishing(...doubles: Parameters<typeof serving>) {
  const all = serving(...doubles);
  const send = (method: string, path: string, body?: unknown) => {
    const how: Ask = { scope: 'upload:acme', ...(body !== undefined && { body }) };
    return ask(all.publish, method, path, how);
  };
  return { ...all, send, put: (body: unknown, path = VERSION) => send('PUT', path, body) };
}

describe('POST …/uploads', () => {
  it('says where to put exactly these bytes', async () => {
    const { send } = publishing();
    const response = await send('POST', `${VERSION}/uploads`, refOf('v1'));
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      upload: {
        method: 'PUT',
        url: `https://packages.test/${refOf('v1').sha256}`,
        headers: { 'content-length': '2' },
        expires_at: new Date(now.getTime() + 3_600_000).toISOString(),
      },
    });
  });

  it('asks for nothing where the package is stored already', async () => {
    const { send, uploaded } = publishing();
    const response = await send('POST', `${VERSION}/uploads`, uploaded('v1'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ upload: null });
  });

  it('refuses before the upload what publishing would refuse', async () => {
    const { send, given } = publishing();
    await given('acme/vpc/aws', '1.0.0');
    expect((await send('POST', `${VERSION}/uploads`, refOf('other'))).status).toBe(409);
    const huge = { ...refOf('v2'), size: 100 * 1024 * 1024 + 1 };
    const response = await send('POST', VERSION.replace('1.0.0', '2.0.0/uploads'), huge);
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ errors: [expect.stringContaining('at most')] });
  });
});

describe('PUT a version', () => {
  it('publishes, answers the same again with 200, and another content with 409', async () => {
    const { put, uploaded } = publishing();
    const created = await put(uploaded('v1'));
    expect(created.status).toBe(201);
    const { sha256, size, format } = refOf('v1');
    const body = {
      id: 'acme/vpc/aws/1.0.0',
      namespace: 'acme',
      name: 'vpc',
      system: 'aws',
      version: '1.0.0',
      published_at: now.toISOString(),
      published_by: 'identity:ci',
      sha256,
      size,
      format,
      source: null,
    };
    expect(await created.json()).toEqual(body);
    const again = await put(uploaded('v1'));
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(body);
    const other = await put(uploaded('other'));
    expect(other.status).toBe(409);
    expect(await other.json()).toEqual({ errors: [expect.stringContaining('never changes')] });
  });

  it('drops a leading v, and takes twins in build metadata for one version', async () => {
    const { put, uploaded } = publishing();
    const path = (version: string) => VERSION.replace('1.0.0', version);
    expect(await (await put(uploaded('v1'), path('v1.0.0+a'))).json()).toMatchObject({
      version: '1.0.0+a',
    });
    expect((await put(uploaded('v1'), path('1.0.0+b'))).status).toBe(200);
    expect((await put(uploaded('v2'), path('1.0.0+b'))).status).toBe(409);
  });

  it('takes a digest in capitals for the digest', async () => {
    const { put, uploaded } = publishing();
    const ref = uploaded('v1');
    expect((await put({ ...ref, sha256: ref.sha256.toUpperCase() })).status).toBe(201);
    expect((await put(ref)).status).toBe(200);
  });

  it.each(['1.0', '1', 'latest', 'versions', 'uploads', '01.0.0', '1.0.0-', 'x'.repeat(300)])(
    'refuses the version %s',
    async (version) => {
      const { put, uploaded } = publishing();
      expect((await put(uploaded('v1'), VERSION.replace('1.0.0', version))).status).toBe(422);
    },
  );

  it('hands on an address, and refuses what clients would refuse', async () => {
    const { put } = publishing();
    const source = 'git::https://example.com/x.git?ref=v1.2.3';
    const created = await put({ source });
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({ source, sha256: null, size: null, format: null });
    for (const bad of [
      './vpc',
      'acme/vpc/aws',
      'https://x.test/a b',
      'https://x.test/\r\nSet-Cookie: a=b',
    ]) {
      expect((await put({ source: bad }, VERSION.replace('1.0.0', '2.0.0'))).status).toBe(422);
    }
  });

  it('says that there are no buckets where there are none', async () => {
    const response = await publishing().put({
      bucket: 'modules',
      key: 'vpc.zip',
      sha256: refOf('v1').sha256,
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ errors: [expect.stringContaining('bucket')] });
  });

  it('names a package that was not uploaded, and one of another size', async () => {
    const { put, uploaded } = publishing();
    expect((await put(refOf('v1'))).status).toBe(422);
    expect((await put({ ...uploaded('v1'), size: 99 })).status).toBe(422);
  });

  it('names every fault that the inspector finds, and publishes nothing', async () => {
    const inspector = {
      inspect: async () => {
        throw new InvalidError(['It holds a symlink.', 'It holds no .tf file.']);
      },
    };
    const { put, uploaded, modules } = publishing({ inspector });
    const response = await put(uploaded('v1'));
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      errors: ['It holds a symlink.', 'It holds no .tf file.'],
    });
    expect(await modules.getIndex(parseModuleId('acme', 'vpc', 'aws'))).toBeUndefined();
  });

  it('answers 413 where it unpacks to too much', async () => {
    const inspector = {
      inspect: async () => {
        throw new TooLargeError('It unpacks to more than 500 MiB.');
      },
    };
    const { put, uploaded } = publishing({ inspector });
    expect((await put(uploaded('v1'))).status).toBe(413);
  });
});

describe('DELETE a version', () => {
  it('takes it away once, and remembers its content', async () => {
    const { send, put, uploaded, read } = publishing();
    await put(uploaded('v1'));
    const removed = await send('DELETE', VERSION);
    expect(removed.status).toBe(204);
    expect(await removed.text()).toBe('');
    expect((await send('DELETE', VERSION)).status).toBe(404);
    expect((await ask(read, 'GET', `${VERSION}/download`, { scope: 'download:acme' })).status).toBe(
      404,
    );
    const other = await put(uploaded('other'));
    expect(other.status).toBe(409);
    expect(await other.json()).toEqual({ errors: [expect.stringContaining('removed')] });
    expect((await put(uploaded('v1'))).status).toBe(201);
  });

  it('answers 404 for what never was', async () => {
    expect((await publishing().send('DELETE', VERSION)).status).toBe(404);
  });
});

describe('races', () => {
  it('of many for one version: exactly one 201, the rest 409 or 200 by content', async () => {
    const { put, uploaded } = publishing();
    const contents = Array.from({ length: 20 }, (_, index) => uploaded(`content ${index % 4}`));
    const answers = await Promise.all(contents.map((content) => put(content)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 200)).toHaveLength(4);
    expect(statuses.filter((status) => status === 409)).toHaveLength(15);
  });

  it('of 100 for 100 versions: all are listed', async () => {
    const { put, uploaded, read } = publishing();
    const versions = Array.from({ length: 100 }, (_, index) => `1.${index}.0`);
    const answers = await Promise.all(
      versions.map((version) => put(uploaded(version), VERSION.replace('1.0.0', version))),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const list = await ask(read, 'GET', '/v1/modules/acme/vpc/aws/versions', { scope: 'admin' });
    const body = JSON.stringify({
      modules: [
        { source: 'acme/vpc/aws', versions: versions.toReversed().map((version) => ({ version })) },
      ],
    });
    expect(await list.text()).toBe(body);
  });
});

describe('a backend that cannot serve', () => {
  it('is a 503 that says when to try again, on every route, never an empty success', async () => {
    const trouble = async () => {
      throw new UnavailableError('The table is throttled.', { retryAfterSeconds: 3 });
    };
    const modules = Object.assign(new MemoryModuleStore(), {
      getIndex: trouble,
      getVersion: trouble,
      getDocumentation: trouble,
      commit: trouble,
    });
    const { send, uploaded, read } = publishing({ modules });
    const get = (path: string) => ask(read, 'GET', path, { scope: 'admin' });
    const answers = await Promise.all([
      send('PUT', VERSION, uploaded('v1')),
      send('POST', `${VERSION}/uploads`, refOf('v2')),
      send('DELETE', VERSION),
      get('/v1/modules/acme/vpc/aws/versions'),
      get('/v1/modules/acme/vpc/aws/download'),
      get('/v1/modules/acme/vpc/aws'),
      get(VERSION),
      get(`${VERSION}/download`),
    ]);
    for (const response of answers) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('3');
      expect(await response.json()).toEqual({ errors: ['The table is throttled.'] });
    }
  });
});
