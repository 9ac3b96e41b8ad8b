import { createHttpHandler, type HttpEvent } from '@registry/http/lambda';
import { describe, expect, it } from 'vitest';
import { ACCESS_TOKEN } from '../../src/ways-in/subject-types.ts';
import { ACCOUNT, awsRegistry, CI_ROLE } from './aws-registry.ts';

const ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/ci/build-42`;
const SIGNED = {
  userArn: ARN,
  accountId: ACCOUNT,
  callerId: 'AROAEXAMPLE:build-42',
  principalOrgId: null,
};

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Undefined: the gateway has checked nothing. */
  readonly iam?: object | undefined;
}

/** The event of an HTTP API or a Function URL with `AWS_IAM`. */
function event({ method = 'POST', path = '/v1/token', query = '', ...asked }: Asked): HttpEvent {
  const iam = 'iam' in asked ? asked.iam : SIGNED;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers:
      asked.headers ?? (asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    requestContext: {
      accountId: '999999999999',
      apiId: 'abcdef1234',
      ...(iam && { authorizer: { iam: { ...iam } } }),
      domainName: 'abcdef1234.lambda-url.eu-central-1.on.aws',
      domainPrefix: 'abcdef1234',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(asked.body !== undefined && { body: asked.body }),
    isBase64Encoded: false,
  };
}

async function asking(...doubles: Parameters<typeof awsRegistry>) {
  const registry = await awsRegistry(...doubles);
  const handler = createHttpHandler(registry.app, { basePath: '' });
  const ask = async (asked: Asked = {}) => {
    const { statusCode, headers, body } = await handler(event(asked));
    const isJson = headers?.['content-type']?.startsWith('application/json') ?? false;
    return { statusCode, headers, body, json: isJson ? JSON.parse(body) : undefined };
  };
  return { ...registry, ask };
}

describe('POST /v1/token', () => {
  it('gives the signer what was granted, as /oauth/token answers', async () => {
    const { ask, verify } = await asking();
    const { statusCode, headers, json } = await ask();
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    });
    expect(json).toEqual({
      access_token: expect.any(String),
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'upload:acme',
    });
    expect(await verify(json.access_token)).toMatchObject({ principal: 'identity:deploy' });
  });

  it('gives what was asked for, and no more than was granted', async () => {
    const { ask } = await asking();
    const body = { scope: 'upload:acme', expires_in: 60, identity: 'deploy' };
    const narrow = await ask({ body: JSON.stringify(body) });
    expect(narrow.json).toMatchObject({ scope: 'upload:acme', expires_in: 60 });
    const wide = await ask({ body: '{"scope":"upload:acme download:acme"}' });
    expect(wide).toMatchObject({ statusCode: 400, json: { error: 'invalid_scope' } });
    const long = await ask({ body: '{"expires_in":9007199254740991}' });
    expect(long.json).toMatchObject({ expires_in: 3600 });
  });

  it('costs a read less where the identity is named', async () => {
    const { ask, calls } = await asking();
    await ask({ body: '{"identity":"deploy"}' });
    expect(calls).toEqual({ reads: 2, writes: 1 });
  });

  it('takes the organisation from what AWS says', async () => {
    const { ask } = await asking();
    const iam = { ...SIGNED, principalOrgId: 'o-a1b2c3d4e5' };
    const body = '{"identity":"members"}';
    expect((await ask({ iam, body })).json).toMatchObject({ scope: 'download:shared-*' });
    expect((await ask({ body })).json).toMatchObject({ error: 'invalid_grant' });
    const other = { ...SIGNED, principalOrgId: 'o-zzzzzzzzzz' };
    expect((await ask({ iam: other, body })).json).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['no JSON', '{', 'invalid_request'],
    ['a list', '[]', 'invalid_request'],
    ['a field that is not known', '{"scopes":"upload:acme"}', 'invalid_request'],
    ['no scope', '{"scope":"upload"}', 'invalid_scope'],
    ['an empty scope', '{"scope":""}', 'invalid_scope'],
    ['a name that is none', '{"identity":"De ploy"}', 'invalid_request'],
    ['no time at all', '{"expires_in":0}', 'invalid_request'],
    ['time as text', '{"expires_in":"60"}', 'invalid_request'],
    ['half a second', '{"expires_in":0.5}', 'invalid_request'],
    ['nothing but the type', '', 'invalid_request'],
  ])('refuses %s', async (_, body, error) => {
    const { ask } = await asking();
    const refused = await ask({ body });
    expect(refused).toMatchObject({ statusCode: 400, json: { error } });
    expect(refused.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(Object.keys(refused.json)).toEqual(['error', 'error_description']);
  });

  it('does not take a body of another type, or of none, for no body', async () => {
    const { ask } = await asking();
    const body = '{"scope":"upload:acme"}';
    for (const headers of [{}, { 'content-type': 'text/plain' }]) {
      expect(await ask({ body, headers })).toMatchObject({ statusCode: 400 });
    }
  });

  it.each(['GET', 'PUT', 'DELETE'])('is not there for %s', async (method) => {
    const { ask } = await asking();
    const { statusCode, headers, json } = await ask({ method });
    expect(statusCode).toBe(405);
    expect(headers).toMatchObject({ allow: 'POST' });
    expect(json).toMatchObject({ error: 'invalid_request' });
  });
});

describe('GET /token', () => {
  const bare = { method: 'GET', path: '/token' };

  it('gives the bare token as text, for as long as was asked', async () => {
    const { ask, verify, time } = await asking();
    for (const [query, seconds] of [
      ['', 900],
      ['expiration_seconds=60', 60],
      ['expiration_seconds=999999', 3600],
      ['other=1&expiration_seconds=61', 61],
    ] as const) {
      const { statusCode, headers, body } = await ask({ ...bare, query });
      expect(statusCode).toBe(200);
      expect(headers?.['content-type']).toMatch(/^text\/plain/);
      expect(headers).toMatchObject({ 'cache-control': 'no-store' });
      const { principal, expiresAt } = await verify(body);
      expect(principal).toBe('identity:deploy');
      expect(expiresAt.getTime()).toBe((Math.floor(time.now / 1000) + seconds) * 1000);
    }
  });

  it.each(['0', '-1', '1.5', 'x', '', '1e3', ' 60', '60,60'])(
    'refuses %j seconds',
    async (seconds) => {
      const { ask } = await asking();
      const query = `expiration_seconds=${encodeURIComponent(seconds)}`;
      expect(await ask({ ...bare, query })).toMatchObject({
        statusCode: 400,
        json: { error: 'invalid_request' },
      });
    },
  );

  it('refuses the time twice', async () => {
    const { ask } = await asking();
    const query = 'expiration_seconds=60&expiration_seconds=60';
    expect(await ask({ ...bare, query })).toMatchObject({ statusCode: 400 });
  });
});

describe.each([
  { method: 'POST', path: '/v1/token' },
  { method: 'GET', path: '/token' },
])('$method $path', (route) => {
  it('lets nobody in whom the gateway has not checked, whatever they send', async () => {
    const { ask, audit } = await asking();
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260102/us-east-1/sts/aws4_request`,
      'x-amz-date': '20260102T030405Z',
    };
    for (const asked of [{ iam: undefined }, { iam: {} }, { iam: undefined, headers }]) {
      const { statusCode, headers: answered, json } = await ask({ ...route, ...asked });
      expect(statusCode).toBe(401);
      expect(answered).toMatchObject({ 'www-authenticate': 'AWS4-HMAC-SHA256' });
      expect(json).toMatchObject({
        error: 'invalid_client',
        error_description: expect.stringContaining('/oauth/token'),
      });
    }
    expect(await audit()).toEqual([]);
  });

  it('asks who that is before it looks at anything else', async () => {
    const { ask } = await asking();
    const asked = { ...route, iam: undefined, query: 'expiration_seconds=x' };
    expect((await ask(asked)).statusCode).toBe(401);
  });

  it('is for nobody where the way in is switched off', async () => {
    const { ask } = await asking({ isAwsGatewayOn: false });
    expect(await ask(route)).toMatchObject({
      statusCode: 400,
      json: { error_description: expect.stringContaining('switched off') },
    });
  });

  it('gives nothing to whom nothing was granted, and tells only the audit why', async () => {
    const { ask, audit } = await asking();
    const iam = { ...SIGNED, userArn: ARN.replace('/ci/', '/other/') };
    const { json } = await ask({ ...route, iam });
    expect(json).toMatchObject({ error: 'invalid_grant' });
    expect(JSON.stringify(json)).not.toMatch(/deploy|role/);
    expect(await audit()).toMatchObject([
      { outcome: 'refused', principal: CI_ROLE.replace('/ci', '/other'), source: '192.0.2.1' },
    ]);
  });

  it.each([
    ['of no kind that we know', { userArn: `arn:aws:iam::${ACCOUNT}:group/x` }],
    ['of an account that is not its own', { accountId: '210987654321' }],
  ])('gives nothing to a caller %s', async (_, change) => {
    const { ask, audit } = await asking();
    const refused = await ask({ ...route, iam: { ...SIGNED, ...change } });
    expect(refused).toMatchObject({ statusCode: 400, json: { error: 'invalid_grant' } });
    expect(await audit()).toMatchObject([{ outcome: 'refused', detail: { way: 'aws-gateway' } }]);
  });

  it('tells the audit who got what, and from where; and the log who asked', async () => {
    const { ask, audit, lines } = await asking();
    await ask(route);
    expect(await audit()).toMatchObject([
      {
        action: 'token.issue',
        outcome: 'done',
        source: '192.0.2.1',
        requestId: 'request-1',
        detail: { way: 'aws-gateway', scope: 'upload:acme' },
      },
    ]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { route: route.path, principal: CI_ROLE, status: 200 },
    ]);
  });

  it('costs reads of identities and grants, one write of the audit and one signature', async () => {
    const { ask, calls } = await asking();
    await ask(route);
    expect(calls).toEqual({ reads: 3, writes: 1 });
  });
});
