import { describe, expect, it } from 'vitest';
import { ask, refOf, serving, tokenWith } from '../support/registry.ts';

const PATH = '/v1/modules/acme/vpc/aws/1.0.0';
const { publish, lines } = serving();
const send = (body: unknown, headers: Record<string, string> = {}) =>
  ask(publish, 'PUT', PATH, { scope: 'upload:acme', body, headers });

async function expectErrors(response: Response, status: number): Promise<string> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-request-id')).toBeTruthy();
  const body = await response.text();
  expect(JSON.parse(body)).toEqual({ errors: expect.arrayContaining([expect.any(String)]) });
  return body;
}

const good = refOf('v1');

async function streaming(body: ReadableStream, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await tokenWith('upload:acme')}`;
  return new Request(`https://registry.test${PATH}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body,
    duplex: 'half',
  });
}

describe('a body', () => {
  it.each<[string, unknown]>([
    ['empty', ''],
    ['no JSON', 'not json'],
    ['cut off', JSON.stringify(good).slice(0, -5)],
    ['followed by more', `${JSON.stringify(good)}{}`],
    ['with a byte order mark', `\ufeff${JSON.stringify(good)}`],
    ['with a comment', `/* */${JSON.stringify(good)}`],
    ['with a NaN', '{"size":NaN}'],
    ['that is no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['that is cut off within a letter', new Uint8Array([0x22, 0xc3])],
    ['with an overlong letter', new Uint8Array([0x22, 0xc0, 0xaf, 0x22])],
    ['in UTF-16', new Uint8Array(Buffer.from(JSON.stringify(good), 'utf16le'))],
    ['compressed', new Uint8Array([0x1f, 0x8b, 8, 0])],
  ])('that is %s is a 400', async (_, body) => {
    await expectErrors(await send(body), 400);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['text', '"text"'],
    ['a list', [good]],
    ['an empty object', {}],
    ['with a field missing', { sha256: good.sha256, size: good.size }],
    ['with a field more', { ...good, force: true }],
    ['of two kinds at once', { ...good, source: 'https://x.test/a.zip' }],
    ['with a field of a prototype', `{"__proto__":{},${JSON.stringify(good).slice(1)}`],
    ['with a field called constructor', { ...good, constructor: 1 }],
    ['with a size of zero', { ...good, size: 0 }],
    ['with a negative size', { ...good, size: -1 }],
    ['with half a byte', { ...good, size: 1.5 }],
    ['with a size beyond numbers', JSON.stringify(good).replace(/"size":\d+/, '"size":1e999')],
    ['with a size in text', { ...good, size: '2' }],
    ['with another format', { ...good, format: 'rar' }],
    ['with a short digest', { ...good, sha256: 'abc' }],
    ['with a digest that is a list', { ...good, sha256: [good.sha256] }],
    ['with a bucket of no name', { bucket: '../x', key: 'k', sha256: good.sha256 }],
    ['with an empty key', { bucket: 'modules', key: '', sha256: good.sha256 }],
    ['with an empty source', { source: '' }],
  ])('%s is a 422 that names the fault', async (_, body) => {
    await expectErrors(await send(typeof body === 'string' ? body : JSON.stringify(body)), 422);
  });

  it('names each fault, and by its field', async () => {
    const body = await expectErrors(
      await send({ sha256: 'x', size: -1, format: 'rar', force: 1 }),
      422,
    );
    const { errors } = JSON.parse(body);
    expect(errors).toHaveLength(4);
    for (const word of ['sha256', 'size', 'format', 'force']) {
      expect(errors.join('\n')).toContain(word);
    }
  });

  it('of 64 KiB is read, and of a byte more is a 413', async () => {
    const pad = (length: number) => {
      const text = JSON.stringify({ source: 'x', pad: '' });
      return text.replace('""', `"${'x'.repeat(length - text.length)}"`);
    };
    await expectErrors(await send(pad(64 * 1024)), 422);
    await expectErrors(await send(pad(64 * 1024 + 1)), 413);
  });

  it('that is announced too long is not even read', async () => {
    const read: number[] = [];
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull(controller) {
          read.push(1);
          controller.enqueue(new Uint8Array(1024));
        },
      },
      { highWaterMark: 0 },
    );
    const request = await streaming(stream, { 'content-length': '1000000' });
    await expectErrors(await publish.fetch(request, {}), 413);
    expect(read).toHaveLength(0);
  });

  it('without end is refused once it is too long', async () => {
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.enqueue(new Uint8Array(4096).fill(0x20)),
    });
    const request = await streaming(stream);
    await expectErrors(await publish.fetch(request, {}), 413);
  });

  it.each(['-1', 'abc', '1e3', ''])(
    'is judged by what came, not by a content length of %j',
    async (length) => {
      await expectErrors(await send({ source: './x' }, { 'content-length': length }), 422);
    },
  );

  it.each([30_000, 100_000])('of %i brackets is refused, not failed at', async (depth) => {
    const nested = '['.repeat(depth / 2) + ']'.repeat(depth / 2);
    await expectErrors(await send(nested), depth > 65_536 ? 413 : 422);
    await expectErrors(await send('['.repeat(Math.min(depth, 60_000))), 400);
    await expectErrors(await send(`{"source":${nested.slice(0, 1)}${'{"a":'.repeat(8000)}`), 400);
  });

  it('that says a field twice has the last word', async () => {
    const text = `{"source":"./local","source":"https://example.com/a.zip"}`;
    expect((await send(text)).status).toBe(201);
  });

  it.each([
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'json',
    'application/json-patch+json',
  ])('of the type %s is a 415', async (type) => {
    await expectErrors(
      await send(new Uint8Array(Buffer.from(JSON.stringify(good))), { 'content-type': type ?? '' }),
      415,
    );
  });

  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json ; charset=UTF-8',
  ])('of the type %s is read', async (type) => {
    await expectErrors(await send({ source: './x' }, { 'content-type': type }), 422);
  });
});

describe('the log', () => {
  it('has one line for each of these requests, and nothing of any body', () => {
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        msg: 'request',
        route: '/v1/modules/:namespace/:name/:system/:version',
      });
      expect(line).not.toContain(good.sha256);
    }
  });
});
