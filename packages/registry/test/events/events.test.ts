import { gunzipSync } from 'node:zlib';
import { type ApiApp, gatewayAuthentication } from '@registry/http';
import { createHttpHandler, type HttpEvent } from '@registry/http/lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { clock, now, refOf, serving, tokenWith } from '../support/registry.ts';
import { albEvent } from './alb.ts';
import { functionUrlEvent } from './function-url.ts';
import { httpApiEvent } from './http-api.ts';
import { restApiEvent } from './rest-api.ts';
import type { SentRequest } from './sent-request.ts';

/** The same registry three times over: asked directly, by event, and behind an authorizer. */
async function prepared(...doubles: Parameters<typeof serving>) {
  const registry = serving(...doubles);
  await registry.given('acme/vpc/aws', '1.0.0', '1.1.0+b', '2.0.0-rc.1');
  registry.uploaded('v2');
  return registry;
}

interface Source {
  readonly name: string;
  readonly toEvent: (request: SentRequest) => HttpEvent;
  readonly basePath: string;
  readonly isBehindAuthorizer: boolean;
}

const behind = { basePath: '', isBehindAuthorizer: true };
const alone = { basePath: '', isBehindAuthorizer: false };
const SOURCES: Source[] = [
  { ...behind, name: 'API Gateway REST', toEvent: (request) => restApiEvent(request) },
  {
    ...behind,
    name: 'API Gateway REST with a base path mapping',
    toEvent: (request) => restApiEvent(request, '/registry'),
    basePath: '/registry',
  },
  {
    ...alone,
    name: 'API Gateway REST without an authorizer',
    toEvent: (request) => restApiEvent(request),
  },
  { ...behind, name: 'HTTP API', toEvent: (request) => httpApiEvent(request) },
  {
    ...behind,
    name: 'HTTP API with a named stage',
    toEvent: (request) => httpApiEvent(request, 'prod'),
  },
  {
    ...alone,
    name: 'HTTP API with a stage called v1',
    toEvent: (request) => httpApiEvent(request, 'v1'),
  },
  { ...alone, name: 'a Function URL', toEvent: functionUrlEvent },
  { ...alone, name: 'an ALB', toEvent: (request) => albEvent(request, false) },
  {
    ...alone,
    name: 'an ALB with multi-value headers',
    toEvent: (request) => albEvent(request, true),
  },
];

const MODULE = '/v1/modules/acme/vpc/aws';
const SCOPE = 'download:acme upload:acme';
const SEEN = { query: [], headers: [], body: undefined };

const json = (body: unknown) => ({
  headers: [['Content-Type', 'application/json']] as const,
  body: JSON.stringify(body),
});

const REQUESTS: [name: string, method: string, path: string, more?: Partial<SentRequest>][] = [
  ['discovery', 'GET', '/.well-known/terraform.json'],
  ['health', 'GET', '/healthz'],
  ['whoami', 'GET', '/v1/whoami'],
  ['versions', 'GET', `${MODULE}/versions`],
  ['versions, compressed', 'GET', `${MODULE}/versions`, { headers: [['Accept-Encoding', 'gzip']] }],
  ['versions, unchanged', 'GET', `${MODULE}/versions`, { headers: [['If-None-Match', '*']] }],
  [
    'versions, one header twice',
    'GET',
    `${MODULE}/versions`,
    {
      headers: [
        ['If-None-Match', '"a"'],
        ['If-None-Match', '"b"'],
      ],
    },
  ],
  ['versions, HEAD', 'HEAD', `${MODULE}/versions`],
  [
    'a query that nobody reads',
    'GET',
    `${MODULE}/versions`,
    {
      query: [
        ['a', 'x%20y'],
        ['a', '%26%3D'],
        ['%C3%A4', ''],
      ],
    },
  ],
  ['a module', 'GET', MODULE],
  ['a version', 'GET', `${MODULE}/1.0`],
  ['a download', 'GET', `${MODULE}/1.0.0/download`],
  ['a download with a plus', 'GET', `${MODULE}/1.1.0+b/download`],
  ['a download with an encoded plus', 'GET', `${MODULE}/1.1.0%2Bb/download`],
  ['the latest download', 'GET', `${MODULE}/download`],
  ['an unknown module', 'GET', '/v1/modules/acme/ghost/aws/versions'],
  ['an unknown path', 'GET', '/nowhere'],
  ['a method that is not served', 'DELETE', '/v1/whoami'],
  ['a name that is none', 'GET', '/v1/modules/acme/vpc/AWS/versions'],
  ['a namespace that is not allowed', 'GET', '/v1/modules/other/vpc/aws/versions'],
  ['an upload', 'POST', `${MODULE}/3.0.0/uploads`, json(refOf('v3'))],
  ['an upload of what is there', 'POST', `${MODULE}/3.0.0/uploads`, json(refOf('v2'))],
  ['publishing', 'PUT', `${MODULE}/2.0.0`, json(refOf('v2'))],
  [
    'publishing with a body of bytes',
    'PUT',
    `${MODULE}/2.0.1`,
    { ...json({}), body: new Uint8Array(Buffer.from(JSON.stringify(refOf('v2')))) },
  ],
  ['publishing other content', 'PUT', `${MODULE}/1.0.0`, json(refOf('v2'))],
  [
    'publishing letters beyond ASCII',
    'PUT',
    `${MODULE}/2.0.2`,
    json({ source: 'https://example.com/ü' }),
  ],
  [
    'a body that is no UTF-8',
    'PUT',
    `${MODULE}/2.0.3`,
    { ...json({}), body: new Uint8Array([0x7b, 0xff]) },
  ],
  ['a body that is no JSON', 'PUT', `${MODULE}/2.0.3`, { ...json({}), body: '{' }],
  [
    'a body of another type',
    'PUT',
    `${MODULE}/2.0.3`,
    { headers: [['content-type', 'text/plain']], body: 'x' },
  ],
  ['no body', 'PUT', `${MODULE}/2.0.3`],
  ['a body that is too long', 'PUT', `${MODULE}/2.0.3`, { ...json({}), body: 'x'.repeat(70_000) }],
  ['removing', 'DELETE', `${MODULE}/1.0.0`],
  ['removing what is not there', 'DELETE', `${MODULE}/9.9.9`],
];

let authorization: string;
beforeAll(async () => {
  authorization = `Bearer ${await tokenWith(SCOPE)}`;
});

const authorizer = {
  principal: 'identity:ci',
  scope: SCOPE,
  issued_at: Math.floor(now.getTime() / 1000),
  expires_at: Math.floor(now.getTime() / 1000) + 900,
  token_id: 'token-1',
};

/** All that a client sees, but for the request's id; the body as bytes in hexadecimal. */
function seen(status: number, headers: Iterable<readonly [string, string]>, body: Buffer) {
  const rest = [...headers].filter(([name]) => name !== 'x-request-id');
  return { status, headers: Object.fromEntries(rest), body: body.toString('hex') };
}

async function askDirectly(app: ApiApp, request: SentRequest) {
  const { method, path, query, headers, body } = request;
  const search = query.map((pair) => pair.join('=')).join('&');
  const response = await app.fetch(
    new Request(`https://registry.invalid${path}${search && `?${search}`}`, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(body !== undefined && { body }),
    }),
    {},
  );
  return seen(response.status, response.headers, Buffer.from(await response.arrayBuffer()));
}

async function askByEvent(app: ApiApp, request: SentRequest, source: Source) {
  const event = source.toEvent(request);
  const result = await createHttpHandler(app, { basePath: source.basePath })(event);
  const { statusCode, headers = {}, multiValueHeaders = {}, body, isBase64Encoded } = result;
  // Each source reads only the map of its own kind.
  const isMultiValue = 'multiValueHeaders' in event;
  expect(Object.keys(isMultiValue ? headers : multiValueHeaders)).toEqual([]);
  const pairs = isMultiValue
    ? Object.entries(multiValueHeaders).map(([name, values]) => [name, values.join(', ')] as const)
    : Object.entries(headers);
  return seen(statusCode, pairs, Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

describe.each(SOURCES)('$name', (source) => {
  it.each(REQUESTS)(
    'delivers %s as if the app had been asked itself',
    async (_, method, path, more) => {
      const request: SentRequest = {
        ...SEEN,
        ...more,
        method,
        path,
        headers: [
          ['User-Agent', 'Terraform/1.11.4'],
          ...(more?.headers ?? []),
          ['Authorization', authorization],
        ],
        authorizer: source.isBehindAuthorizer ? authorizer : undefined,
      };
      const directly = await prepared();
      const byEvent = await prepared(
        source.isBehindAuthorizer ? { authenticate: gatewayAuthentication(clock) } : {},
      );
      for (const app of ['read', 'publish'] as const) {
        const expected = await askDirectly(directly[app], request);
        expect(await askByEvent(byEvent[app], request, source)).toEqual(expected);
      }
      expect(byEvent.lines).toHaveLength(2);
    },
  );

  it('keeps the id that the gateway gave the request, in the log and in a refusal', async () => {
    const { read, log } = await prepared();
    const request = { ...SEEN, method: 'GET', path: '/nowhere', authorizer: undefined };
    const event = source.toEvent(request);
    const {
      statusCode,
      headers = {},
      multiValueHeaders = {},
    } = await createHttpHandler(read, source)(event);
    expect(statusCode).toBe(404);
    const id = headers['x-request-id'] ?? multiValueHeaders['x-request-id']?.[0];
    expect(log()).toMatchObject([{ request_id: id }]);
    if ('requestId' in event.requestContext) expect(id).toBe(event.requestContext.requestId);
  });

  it('answers compressed bodies as base64 that unpacks', async () => {
    const { read } = await prepared();
    const headers = [
      ['accept-encoding', 'gzip'],
      ['authorization', authorization],
    ] as const;
    const request = {
      ...SEEN,
      headers,
      method: 'GET',
      path: `${MODULE}/versions`,
      authorizer: undefined,
    };
    const result = await createHttpHandler(read, source)(source.toEvent(request));
    expect(result.isBase64Encoded).toBe(true);
    const body = gunzipSync(Buffer.from(result.body, 'base64')).toString('utf8');
    expect(JSON.parse(body)).toHaveProperty('modules');
  });

  it.each([
    '/v1/modules/acme/../acme/vpc/aws/versions',
    '/v1/modules/acme/%2e%2e/acme/vpc/aws/versions',
    '/v1/modules//acme/vpc/aws/versions',
    `${MODULE}/versions/`,
    `${MODULE}%2fversions`,
    `${MODULE}\\versions`,
    `${MODULE}/versions%00`,
  ])('never normalises the path %s', async (path) => {
    const { read, lines } = await prepared();
    const request = { ...SEEN, method: 'GET', path, authorizer: undefined };
    const result = await createHttpHandler(read, source)(source.toEvent(request));
    expect(result.statusCode).toBe(400);
    expect(JSON.parse(result.body)).toEqual({ errors: [expect.any(String)] });
    expect(lines).toHaveLength(1);
  });
});

describe('an app behind an authorizer', () => {
  it('lets nobody in whom the gateway has not judged, whatever the header says', async () => {
    const { read } = await prepared({ authenticate: gatewayAuthentication(clock) });
    const headers = [['authorization', authorization]] as const;
    const request = { ...SEEN, headers, method: 'GET', path: '/v1/whoami', authorizer: undefined };
    for (const { toEvent, basePath } of SOURCES) {
      const result = await createHttpHandler(read, { basePath })(toEvent(request));
      expect(result.statusCode).toBe(401);
    }
  });
});
