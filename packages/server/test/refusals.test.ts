import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { exchange } from './support/raw-http.ts';
import { sharedServer } from './support/shared-server.ts';

const server = sharedServer();

const ask = (head: string, body = '') => exchange(server().port, `${head}\r\n\r\n${body}`);

const get = (target: string) => ask(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1`);

const refusal = (status = 400) => ({
  status,
  headers: expect.objectContaining({}),
  body: expect.stringMatching(/^\{"errors":\["(?:[^"\\]|\\.)+"\]\}$/),
});

describe('a path that has another spelling is refused as it was sent', () => {
  it.each([
    '/v1/../healthz',
    '/../healthz',
    '/./healthz',
    '/healthz/.',
    '/healthz/..',
    '/v1/%2e%2e/healthz',
    '/v1/%2E%2E/healthz',
    '/v1/.%2e/healthz',
    '/%2e/healthz',
    '//healthz',
    '/healthz//',
    '/healthz/',
    '/v1//whoami',
    '/v1/modules/acme//aws/versions',
    '/v1\\..\\healthz',
    '/\\healthz',
    '\\healthz',
    '/healthz%5c',
    '/%5C..%5Chealthz',
    '/healthz%00',
    '/v1/modules/acme/vpc%00/aws/versions',
    '/v1/modules/acme%2fvpc/aws/versions',
    '/v1/modules/acme%2Fvpc%2Faws/versions',
    '/%68ealthz',
    '/healthz%',
    '/healthz%2',
    '/healthz%zz',
    '/healthz%0d%0aX-Injected:%20yes',
    '/healthz;/../x',
    '/healthz/..;/x',
    'http://127.0.0.1/healthz',
    'https://evil.example/healthz',
    'healthz',
    '?healthz',
    '/health"z',
    '/<healthz>',
    '/{healthz}',
    '/healthz|',
    '/healthz^',
  ])('%s', async (target) => {
    const answer = await get(target);
    // Some mean another path, most nothing at all; none is answered as the one it could mean.
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer).toEqual(refusal(answer.status === 404 ? 404 : 400));
    expect(answer.headers.get('x-injected')).toBeNull();
  });

  it.each(['\0', '\t', '\x7f', '\x01'])('control character %j', async (character) => {
    expect(await get(`/health${character}z`)).toEqual(refusal());
  });

  it('bytes beyond ASCII', async () => {
    expect(await get('/healthz\u00e9')).toEqual(refusal());
  });

  it('an asterisk', async () => {
    expect(await ask('OPTIONS * HTTP/1.1\r\nHost: x')).toEqual(refusal());
  });

  it('but a query may hold anything that parses', async () => {
    expect((await get('/healthz?a=/../%2e%2e//\\x')).status).toBe(200);
    expect((await get('/healthz?')).status).toBe(200);
  });
});

describe('a Host header that is none is refused', () => {
  it.each([
    ['missing', ''],
    ['empty', 'Host:\r\n'],
    ['with a space', 'Host: a b\r\n'],
    ['with a path', 'Host: 127.0.0.1/../evil\r\n'],
    ['with a user', 'Host: user@127.0.0.1\r\n'],
    ['with a bad port', 'Host: 127.0.0.1:port\r\n'],
    ['with a question mark', 'Host: 127.0.0.1?x\r\n'],
    ['with a fragment', 'Host: 127.0.0.1#x\r\n'],
    ['sent twice', 'Host: 127.0.0.1\r\nHost: evil.example\r\n'],
    ['sent twice alike', 'Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n'],
  ])('%s', async (_, lines) => {
    expect(await ask(`GET /healthz HTTP/1.1\r\n${lines}X: y`)).toEqual(refusal());
  });

  it('but HTTP/1.0 may leave it out, and nothing depends on which it is', async () => {
    expect((await ask('GET /healthz HTTP/1.0')).status).toBe(200);
    const answer = await ask('GET /.well-known/terraform.json HTTP/1.1\r\nHost: evil.example');
    expect(JSON.parse(answer.body)).toEqual({ 'modules.v1': `${server().baseUrl}/v1/modules/` });
    expect((await ask('GET /healthz HTTP/1.1\r\nHost: [::1]:8080')).status).toBe(200);
    expect((await ask('GET /v1/../healthz HTTP/1.0')).status).toBe(400);
  });
});

describe('what is no HTTP is refused with a body', () => {
  const HOST = 'Host: 127.0.0.1';

  it.each([
    ['no request line', 'GARBAGE', 400],
    ['an unknown method', `FETCH /healthz HTTP/1.1\r\n${HOST}`, 400],
    ['an unknown protocol version', `GET /healthz HTTP/9.9\r\n${HOST}`, 400],
    ['a header without a colon', `GET /healthz HTTP/1.1\r\n${HOST}\r\nnonsense`, 400],
    ['a space in a header name', `GET /healthz HTTP/1.1\r\n${HOST}\r\nBad Name: x`, 400],
    ['a folded header', `GET /healthz HTTP/1.1\r\n${HOST}\r\nX: a\r\n b`, 400],
    ['a NUL in a header', `GET /healthz HTTP/1.1\r\n${HOST}\r\nX: a\0b`, 400],
    [
      'a bare line feed in a header',
      `GET /healthz HTTP/1.1\r\n${HOST}\r\nX: a\nAuthorization: b`,
      400,
    ],
    [
      'two lengths',
      `POST /oauth/token HTTP/1.1\r\n${HOST}\r\nContent-Length: 1\r\nContent-Length: 2`,
      400,
    ],
    ['a negative length', `POST /oauth/token HTTP/1.1\r\n${HOST}\r\nContent-Length: -1`, 400],
    ['a length in words', `POST /oauth/token HTTP/1.1\r\n${HOST}\r\nContent-Length: ten`, 400],
    [
      'a length and chunks (request smuggling)',
      `POST /oauth/token HTTP/1.1\r\n${HOST}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked`,
      400,
    ],
    [
      'an unknown transfer encoding',
      `POST /oauth/token HTTP/1.1\r\n${HOST}\r\nTransfer-Encoding: chunked, banana`,
      400,
    ],
    ['headers without end', `GET /healthz HTTP/1.1\r\n${HOST}\r\nX: ${'a'.repeat(20_000)}`, 431],
    ['a proxy request', `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}`, 400],
    ['an expectation nobody meets', `GET /healthz HTTP/1.1\r\n${HOST}\r\nExpect: a-miracle`, 417],
    ['HTTP/2 out of the blue', 'PRI * HTTP/2.0\r\n\r\nSM', 400],
  ])('%s', async (_, head, status) => {
    expect(await ask(head)).toEqual(refusal(status));
  });

  it('a TLS handshake', async () => {
    const hello = Buffer.from('16030100050100000103', 'hex');
    expect(await exchange(server().port, hello)).toEqual(refusal());
  });

  it('a broken chunk in a body', async () => {
    const head = 'POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked';
    expect(await ask(head, 'not a number\r\n')).toEqual(refusal());
  });

  it('an upgrade is not granted, and the request answered as it is', async () => {
    const answer = await ask(
      'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket',
    );
    expect(answer.status).toBe(200);
  });
});

describe('what there is nothing for is refused with a body', () => {
  it.each([
    ['GET', '/nothing', 404],
    ['GET', '/', 404],
    ['GET', '/packages', 404],
    ['POST', '/healthz', 405],
    ['DELETE', '/v1/whoami', 405],
    ['PATCH', '/v1/modules/acme/vpc/aws/1.0.0', 405],
    ['TRACE', '/healthz', 405],
    ['OPTIONS', '/healthz', 405],
    ['DELETE', `/packages/${'0'.repeat(64)}`, 405],
    ['GET', `/packages/${'0'.repeat(64)}`, 403],
    ['PUT', `/packages/${'0'.repeat(64)}`, 403],
    ['GET', '/packages/not-a-digest', 422],
  ])('%s %s', async (method, path, status) => {
    const answer = await ask(`${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0`);
    expect(answer).toEqual(refusal(status));
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/[A-Z]/);
  });
});

it('outlives all of it: connections that are cut at every byte of a request', async () => {
  const request = 'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789';
  for (let length = 0; length < request.length; length += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(server().port, '127.0.0.1', () => {
        socket.write(request.slice(0, length), () => socket.resetAndDestroy());
      });
      socket.on('error', () => {}).on('close', () => resolve());
    });
  }
  expect((await get('/healthz')).status).toBe(200);
});
