import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { ErrorBody } from '../../src/api/schemas.ts';
import { exchange, openConnection, pathAt } from '../support/raw-http.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const target = useTarget(() => startTarget());
const api = () => new RegistryApi(target());

const SHA256 = '0'.repeat(64);
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The two routes that take JSON. */
const routes = ['/v1/modules/acme/vpc/aws/1.0.0', '/v1/modules/acme/vpc/aws/1.0.0/uploads'];

async function send(path: string, body: string | Uint8Array, headers: Record<string, string>) {
  const Authorization = `Bearer ${await target().adminToken()}`;
  const method = path.endsWith('/uploads') ? 'POST' : 'PUT';
  const url = `${target().baseUrl}${path}`;
  return api().raw(method, url, { Authorization, ...headers }, body);
}

async function refusal(body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) {
  const statuses: number[] = [];
  for (const path of routes) {
    const answer = await send(path, body, headers);
    ErrorBody.parse(JSON.parse(answer.text));
    statuses.push(answer.status);
  }
  const [status] = new Set(statuses);
  expect(statuses).toEqual([status, status]);
  return status;
}

describe('a body is refused with a sentence', () => {
  it.each<[string, string | Uint8Array, number]>([
    ['that is empty', '', 400],
    ['that is no JSON', '{"sha256":', 400],
    ['with words after the JSON', '{} and more', 400],
    ['that is two documents', '{}{}', 400],
    ['with a byte order mark', '\ufeff{}', 400],
    ['that is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['in UTF-16', Buffer.from('{"size":1}', 'utf16le'), 400],
    [
      'with a surrogate that is encoded alone',
      Buffer.from('7b22eda08022 3a317d'.replace(' ', ''), 'hex'),
      400,
    ],
    ['that is null', 'null', 422],
    ['that is a list', '[]', 422],
    ['that is a string', '"x"', 422],
    ['without anything in it', '{}', 422],
    [
      'with a field too many',
      JSON.stringify({ sha256: SHA256, size: 1, format: 'zip', x: 1 }),
      422,
    ],
    ['with a prototype', `{"__proto__":{},"sha256":"${SHA256}","size":1,"format":"zip"}`, 422],
    ['with a constructor', `{"constructor":1,"sha256":"${SHA256}","size":1,"format":"zip"}`, 422],
    ['nested beyond sense', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 422],
    [
      'nested beyond sense in a field',
      `{"sha256":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
      422,
    ],
    ['longer than any can be', `{"sha256":"${'0'.repeat(70_000)}"}`, 413],
    ['of many megabytes', Buffer.alloc(20_000_000, ' '), 413],
  ])('%s', async (_, body, status) => {
    expect(await refusal(body)).toBe(status);
  });

  it.each([
    ['a number as a digest', { sha256: 0 }],
    ['a digest that is too short', { sha256: SHA256.slice(1) }],
    ['a digest that is none', { sha256: 'g'.repeat(64) }],
    ['no length', { size: 0 }],
    ['a negative length', { size: -1 }],
    ['half a byte', { size: 1.5 }],
    ['a length in words', { size: '12' }],
    ['an unsafe length', { size: 2 ** 53 }],
    ['an unknown format', { format: 'rar' }],
    ['a format in capitals', { format: 'ZIP' }],
    ['no format', { format: undefined }],
  ])('with %s', async (_, change) => {
    const body = JSON.stringify({ sha256: SHA256, size: 1, format: 'zip', ...change });
    expect(await refusal(body)).toBe(422);
  });

  it('with a length beyond every number', async () => {
    expect(await refusal(`{"sha256":"${SHA256}","size":1e400,"format":"zip"}`)).toBe(422);
  });

  it.each([
    ['no type', {}],
    ['the type of a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['a type of plain text', { 'Content-Type': 'text/plain' }],
    ['a type that only begins right', { 'Content-Type': 'application/json-patch+json' }],
  ])('of %s', async (_, headers) => {
    expect(await refusal('{}', headers)).toBe(415);
  });

  it('that is compressed, which nobody asked for', async () => {
    const headers = { ...JSON_TYPE, 'Content-Encoding': 'gzip' };
    expect(await refusal(Buffer.from('1f8b08', 'hex'), headers)).toBe(400);
  });

  it('that anybody could make up, and never with a failure of ours', async () => {
    const bodies = fc.oneof(
      fc.json(),
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      fc
        .record(
          {
            sha256: fc.oneof(fc.constant(SHA256), fc.anything()),
            size: fc.oneof(fc.integer(), fc.anything()),
            format: fc.oneof(fc.constant('zip'), fc.anything()),
            source: fc.oneof(fc.webUrl(), fc.anything()),
            bucket: fc.anything(),
            key: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map((body) => JSON.stringify(body) ?? '')
        .filter((body) => !/^\{"source":"[^"]*"\}$/.test(body)),
    );
    const asked = fc.asyncProperty(fc.constantFrom(...routes), bodies, async (path, body) => {
      const { status, text } = await send(path, body, JSON_TYPE);
      // A well-formed announcement of an upload may be made up too.
      if (status !== 201) ErrorBody.parse(JSON.parse(text));
      expect([201, 400, 409, 413, 422]).toContain(status);
    });
    await fc.assert(asked, { numRuns: 300 });
  });
});

it('refuses a body without end as soon as it is too long', async () => {
  const socket = await openConnection(target());
  const token = await target().adminToken();
  const head = [
    `PUT ${pathAt(target(), routes[0] ?? '')} HTTP/1.1`,
    'Host: x',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`;
  while (answer === '') await new Promise((resolve) => socket.write(chunk, resolve));
  socket.destroy();
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});

describe('a wrong Content-Length', () => {
  const put = async (length: number, body: string) => {
    const token = await target().adminToken();
    return [
      `PUT ${pathAt(target(), `/v1/modules/${freshNamespace()}/vpc/aws/1.0.0`)} HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${length}`,
      '',
      body,
    ].join('\r\n');
  };
  const body = '{"source":"https://example.com/x.zip"}';

  it('that is too short publishes nothing and smuggles nothing', async () => {
    const { status } = await exchange(target(), await put(body.length - 1, body));
    expect(status).toBe(400);
    const smuggled = `${body}GET ${pathAt(target(), '/v1/whoami')} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const answer = await exchange(target(), await put(body.length, smuggled));
    expect(answer.status).toBe(201);
  });

  it('that is too long publishes nothing when the sender gives up', async () => {
    const socket = await openConnection(target());
    const request = await put(body.length + 1, body);
    const [, module] = /modules\/(\S+)\/1\.0\.0/.exec(request) ?? [];
    socket.end(request);
    await new Promise((resolve) => socket.once('close', resolve).resume());
    expect(await api().versions(module ?? '')).toEqual([]);
  });
});
