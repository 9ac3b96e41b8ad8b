import { describe, expect, it } from 'vitest';
import { bearer, NOW, openGateway } from '../support/ask.ts';
import { smallApi } from '../support/definition.ts';
import { answerOf, fakeFunctions } from '../support/fake-functions.ts';

describe('a path', () => {
  it('finds a fixed part before a variable one', async () => {
    const { ask } = openGateway();
    expect((await ask('GET', '/v1/things/fixed', bearer())).text).toBe('"other"');
    expect((await ask('GET', '/v1/things/else', bearer())).json()).toMatchObject({
      resource: '/v1/things/{name}',
      pathParameters: { name: 'else' },
    });
  });

  it('reaches the function as it was sent', async () => {
    const { ask } = openGateway();
    for (const path of ['/files/a%2fb/%2e%2e/c%20d', '/files/a//b/', '/files/./..']) {
      const event = (await ask('GET', path)).json();
      expect(event).toMatchObject({
        path,
        pathParameters: { path: path.slice(7).replace(/\/$/, '') },
      });
    }
  });

  it.each([
    ['GET', '/nowhere'],
    ['GET', '/open/more'],
    ['GET', '/v1/things'],
    ['GET', '/v1//things/x'],
    ['GET', '/OPEN'],
    ['POST', '/open'],
    ['POST', '/v1/things/fixed'],
    ['HEAD', '/open'],
  ])('without a route is refused as if a token were missing: %s %s', async (method, path) => {
    const { ask, functions } = openGateway();
    const answer = await ask(method, path);
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ errors: ['Missing Authentication Token'] });
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(functions.invoked).toEqual([]);
  });

  it('has the stage in front at the invoke URL, which the function does not see', async () => {
    const { ask } = openGateway();
    const mount = { kind: 'stage', stage: 'live' } as const;
    const event = (await ask('GET', '/live/open', {}, mount)).json();
    expect(event).toMatchObject({ path: '/open', requestContext: { path: '/live/open' } });
    expect((await ask('GET', '/open', {}, mount)).status).toBe(403);
    expect((await ask('GET', '/liveopen', {}, mount)).status).toBe(403);
  });

  it('has the base path of a domain in front, which the function does see', async () => {
    const { ask } = openGateway();
    const mount = { kind: 'domain', basePath: '/registry' } as const;
    expect((await ask('GET', '/registry/open', {}, mount)).json()).toMatchObject({
      path: '/registry/open',
      resource: '/open',
    });
    expect((await ask('GET', '/open', {}, mount)).status).toBe(403);
  });
});

describe('an event', () => {
  it('holds the request in the form of a proxy integration', async () => {
    const { ask } = openGateway();
    const answer = await ask('GET', '/open?a=1&b=x%2Fy&a=2&c', {
      headers: [
        ['Host', 'registry.example.com'],
        ['X-Twice', 'one'],
        ['X-Twice', 'two'],
        ['user-AGENT', 'Terraform/1.11.4'],
        ['X-Forwarded-For', '203.0.113.7'],
      ],
    });
    const event = answer.json();
    expect(event).toMatchObject({
      httpMethod: 'GET',
      queryStringParameters: { a: '2', b: 'x/y', c: '' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: ['x/y'], c: [''] },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        stage: 'live',
        apiId: 'abc123',
        accountId: '123456789012',
        domainName: 'registry.example.com',
        domainPrefix: 'registry',
        requestTime: '04/Mar/2026:05:06:07 +0000',
        requestTimeEpoch: NOW.getTime(),
        identity: { sourceIp: '192.0.2.1', userAgent: 'Terraform/1.11.4', userArn: null },
      },
    });
    expect(event.headers).toMatchObject({ 'X-Twice': 'two', 'user-AGENT': 'Terraform/1.11.4' });
    expect(event.multiValueHeaders).toMatchObject({
      'X-Twice': ['one', 'two'],
      'X-Forwarded-For': ['192.0.2.1'],
    });
    expect(event.requestContext.requestId).toBe(answer.headers.get('x-amzn-requestid'));
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  it.each([
    ['binary types', ['*/*'], 'AP/+', true],
    ['a type that is binary', ['application/x'], 'AP/+', true],
    ['no binary types', [], Buffer.from([0, 0xff, 0xfe]).toString('utf8'), false],
  ])('has a body by %s', async (_, types, body, isBase64Encoded) => {
    const api = smallApi({ 'x-amazon-apigateway-binary-media-types': types });
    const { ask } = openGateway({ api });
    const headers = [['content-type', 'application/x; a=b']] as const;
    const answer = await ask('GET', '/open', { headers, body: Buffer.from([0, 0xff, 0xfe]) });
    expect(answer.json()).toMatchObject({ body, isBase64Encoded });
  });

  it('is sent with the right of the method, not of the path', async () => {
    const { ask, functions } = openGateway();
    await ask('GET', '/files/x');
    expect(functions.invoked[0]?.sourceArn).toBe(
      'arn:aws:execute-api:eu-west-1:123456789012:abc123/live/GET/files/{path+}',
    );
  });
});

describe('an answer of a function', () => {
  const answered = async (result: unknown, types: string[] = [], accept?: string) => {
    const functions = fakeFunctions({ echo: () => answerOf(result) });
    const api = smallApi({ 'x-amazon-apigateway-binary-media-types': types });
    const headers = accept === undefined ? [] : [['Accept', accept] as const];
    return openGateway({ api, functions }).ask('GET', '/open', { headers });
  };

  it('passes on status, several headers of a name, and body', async () => {
    const multiValueHeaders = { 'X-A': ['1', '2'], 'Content-Type': ['text/plain'] };
    const answer = await answered({ statusCode: '201', multiValueHeaders, body: 'hello' });
    expect(answer).toMatchObject({ status: 201, text: 'hello' });
    expect(answer.headers.get('x-a')).toBe('1, 2');
    expect(answer.headers.get('content-type')).toBe('text/plain');
  });

  it('is JSON where it does not say what it is', async () => {
    expect((await answered({ statusCode: 200 })).headers.get('content-type')).toBe(
      'application/json',
    );
  });

  it('has a challenge under another name', async () => {
    const answer = await answered({ statusCode: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(answer.headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['all types are binary', ['*/*'], undefined, 'hi'],
    ['the first type accepted is binary', ['image/png'], 'image/png, */*', 'hi'],
    ['another type accepted is binary', ['image/png'], '*/*, image/png', 'aGk='],
    ['no type is', [], 'image/png', 'aGk='],
  ])('is decoded or not where %s', async (_, types, accept, text) => {
    const result = { statusCode: 200, body: 'aGk=', isBase64Encoded: true };
    expect((await answered(result, types, accept)).text).toBe(text);
  });

  it.each([
    ['text', 'hello'],
    ['null', null],
    ['no status', { body: 'x' }],
    ['a body that is an object', { statusCode: 200, body: {} }],
    ['a header that is a list', { statusCode: 200, headers: { a: ['b'] } }],
  ])('that is malformed is a 502: %s', async (_, result) => {
    expect((await answered(result)).status).toBe(502);
  });
});

describe('the gateway itself', () => {
  it('answers 413 above 10 MB and 431 above 10,240 bytes of headers', async () => {
    const { ask } = openGateway();
    const mb = 1024 * 1024;
    expect((await ask('GET', '/open', { body: Buffer.alloc(10 * mb) })).status).toBe(200);
    expect((await ask('GET', '/open', { body: Buffer.alloc(10 * mb + 1) })).status).toBe(413);
    const headers = (size: number) => ({ headers: [['X', 'y'.repeat(size)]] as const });
    expect((await ask('GET', '/open', headers(10_000))).status).toBe(200);
    expect((await ask('GET', '/open', headers(10_240))).status).toBe(431);
  });

  it.each([
    ['an error', { kind: 'error', type: 'Error', message: 'no' } as const, 502],
    ['no permission', { kind: 'refused', reason: 'permission' } as const, 500],
    ['no room', { kind: 'refused', reason: 'throttled' } as const, 500],
    ['an event above 6 MB', { kind: 'refused', reason: 'too-large' } as const, 413],
  ])(
    'answers for a function with %s, with an id and no word of the cause',
    async (_, outcome, status) => {
      const functions = fakeFunctions({ echo: () => outcome });
      const { ask, lines } = openGateway({ functions });
      const answer = await ask('GET', '/open');
      expect(answer.status).toBe(status);
      expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.text).not.toMatch(/permission|throttled|Error: no/);
      expect(lines).toHaveLength(1);
    },
  );

  it('answers 504 when the function takes longer than its integration allows', async () => {
    const functions = fakeFunctions({ echo: () => new Promise(() => {}) });
    const small = smallApi();
    const routes = small.routes.map((route) => ({ ...route, timeoutMs: 20 }));
    const { ask } = openGateway({ api: { ...small, routes }, functions });
    expect((await ask('GET', '/open')).status).toBe(504);
  });

  it('fills its answers and its log from the context', async () => {
    const accessLogFormat =
      '$context.requestId $context.status $context.path $context.nothing $context.authorizer.principalId';
    const { ask, lines } = openGateway({ api: smallApi({}, { accessLogFormat }) });
    const refused = await ask('GET', '/nowhere');
    const id = refused.headers.get('x-amzn-requestid');
    expect(refused.json().id).toBe(id);
    await ask('GET', '/v1/things/x', bearer());
    expect(lines[1]).toBe(`${id} 403 /nowhere - -`);
    expect(lines[2]).toMatch(/ 200 \/v1\/things\/x - identity:ci$/);
  });
});
