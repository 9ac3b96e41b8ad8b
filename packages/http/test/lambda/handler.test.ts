import { createApiApp, createLogger } from '@registry/http';
import { createHttpHandler, type HttpEvent } from '@registry/http/lambda';
import type { ALBEvent, APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';

/** An app that says what reached it, and how many lines it logged. */
function echoing(basePath = '') {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    destination: { write: (line) => lines.push(line) },
  });
  const app = createApiApp({ logger });
  app.all('/echo/*', async (c) =>
    c.json({
      method: c.req.method,
      url: c.req.url.replace('https://registry.invalid', ''),
      header: c.req.header('x-header') ?? null,
      body: await c.req.text(),
    }),
  );
  app.get('/zipped', (c) =>
    c.body(new Uint8Array([0x1f, 0x8b, 0xff]), 200, { 'content-encoding': 'gzip' }),
  );
  const handler = createHttpHandler(app, { basePath });
  return {
    lines,
    ask: async (event: HttpEvent) => {
      const result = await handler(event);
      return {
        ...result,
        json: result.isBase64Encoded || result.body === '' ? undefined : JSON.parse(result.body),
      };
    },
  };
}

const event = (change: Partial<ALBEvent> = {}): ALBEvent => ({
  requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:…' } },
  httpMethod: 'GET',
  path: '/echo/a',
  headers: {},
  queryStringParameters: {},
  body: '',
  isBase64Encoded: false,
  ...change,
});

const restEvent: APIGatewayProxyEvent = {
  resource: '/{proxy+}',
  path: '/echo/a',
  httpMethod: 'GET',
  headers: {},
  multiValueHeaders: {},
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  requestContext: {
    accountId: '123456789012',
    apiId: 'abcdef1234',
    authorizer: undefined,
    protocol: 'HTTP/1.1',
    httpMethod: 'GET',
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: '192.0.2.1',
      user: null,
      userAgent: null,
      userArn: null,
    },
    path: '/prod/echo/a',
    stage: 'prod',
    requestId: 'request-1',
    requestTimeEpoch: 0,
    resourceId: 'abc123',
    resourcePath: '/{proxy+}',
  },
  body: null,
  isBase64Encoded: false,
};

describe('createHttpHandler', () => {
  it('hands on what the client sent', async () => {
    const { json } = await echoing().ask(
      event({
        httpMethod: 'PUT',
        path: '/echo/1.0.0+a%2Bb',
        queryStringParameters: { a: 'x%20y', b: '' },
        headers: { 'X-Header': 'value' },
        body: 'täxt',
      }),
    );
    expect(json).toEqual({
      method: 'PUT',
      url: '/echo/1.0.0+a%2Bb?a=x%20y&b=',
      header: 'value',
      body: 'täxt',
    });
  });

  it.each<[string, Partial<APIGatewayProxyEvent>, string]>([
    [
      'repeated',
      { multiValueQueryStringParameters: { 'a b': ['x y', '&='], ä: [''] } },
      'a%20b=x%20y&a%20b=%26%3D&%C3%A4=',
    ],
    [
      'single',
      { queryStringParameters: { 'a b': 'x y', ä: '' }, multiValueQueryStringParameters: null },
      'a%20b=x%20y&%C3%A4=',
    ],
  ])('encodes again what a REST API has decoded: %s parameters', async (_, parameters, query) => {
    const { json } = await echoing().ask({ ...restEvent, ...parameters });
    expect(json.url).toBe(`/echo/a?${query}`);
  });

  it('hands on every value of a header that was sent more than once', async () => {
    const headers = { 'X-Header': 'b' };
    const multiValueHeaders = { 'X-Header': ['a', 'b'] };
    const { json } = await echoing().ask({ ...restEvent, headers, multiValueHeaders });
    expect(json.header).toBe('a, b');
  });

  it('does not fail at half a letter in a parameter', async () => {
    const rest = { ...restEvent, multiValueQueryStringParameters: { a: ['\ud800'] } };
    expect((await echoing().ask(rest)).json.url).toBe('/echo/a?a=%EF%BF%BD');
  });

  it('decodes a body of bytes, and encodes one', async () => {
    const body = Buffer.from('täxt').toString('base64');
    const sent = event({ httpMethod: 'POST', body, isBase64Encoded: true });
    expect((await echoing().ask(sent)).json).toMatchObject({ body: 'täxt' });
    const received = await echoing().ask(event({ path: '/zipped' }));
    expect(received).toMatchObject({ isBase64Encoded: true, body: 'H4v/' });
  });

  it('takes a base path off, once and only where it is one', async () => {
    const { ask } = echoing('/registry');
    expect((await ask(event({ path: '/registry/echo/a' }))).json.url).toBe('/echo/a');
    expect((await ask(event({ path: '/echo/a' }))).json.url).toBe('/echo/a');
    expect((await ask(event({ path: '/registry/registry/echo/a' }))).statusCode).toBe(404);
    expect((await ask(event({ path: '/registryecho/a' }))).statusCode).toBe(404);
    expect((await ask(event({ path: '/registry' }))).statusCode).toBe(404);
  });

  it.each([
    '',
    '//echo/a',
    '/echo/../a',
    '/echo/%2e%2e/a',
    '/echo/a/',
    '/echo/a%2fb',
    '/echo/a\\b',
    '/echo/a?b',
    '/echo/é',
    'https://attacker.test/',
  ])('answers 400 to the path %j, with a line in the log', async (path) => {
    const { ask, lines } = echoing();
    const { statusCode, json } = await ask(event({ path }));
    expect(statusCode).toBe(400);
    expect(json).toEqual({ errors: [expect.stringContaining('plain form')] });
    expect(lines).toHaveLength(1);
  });

  it.each(['TRACE', 'CONNECT', 'TRACK', 'G ET', ''])(
    'answers 400 to the method %j',
    async (httpMethod) => {
      const { ask, lines } = echoing();
      const { statusCode, json } = await ask(event({ httpMethod }));
      expect(statusCode).toBe(400);
      expect(json).toEqual({ errors: [expect.stringContaining('method')] });
      expect(lines).toHaveLength(1);
    },
  );

  it.each([
    ['letters beyond bytes', 'a 日本 🙂', 'a ?? ??'],
    ['control characters', 'a\r\nset-cookie: b\0', 'a??set-cookie: b?'],
    ['bytes of UTF-8', 'caf\u00c3\u00a9', 'caf??'],
  ])('does not fail at %s in a header', async (_, value, received) => {
    const { json } = await echoing().ask(event({ headers: { 'x-header': value } }));
    expect(json.header).toBe(received);
  });

  it('never makes the Host header part of anything', async () => {
    const { json } = await echoing().ask(event({ headers: { host: 'attacker.test/x?' } }));
    expect(json.url).toBe('/echo/a');
  });

  it('answers HEAD without a body', async () => {
    const result = await echoing().ask({ ...event({ path: '/zipped' }), httpMethod: 'HEAD' });
    expect(result).toMatchObject({ statusCode: 200, body: '' });
  });
});
