import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/deployed/gateway/functions.ts';
import { allow, bearer, NOW, openGateway } from '../support/ask.ts';
import { smallApi, smallDocument } from '../support/definition.ts';
import { answerOf, fakeFunctions } from '../support/fake-functions.ts';

const STAGE = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/live';
const echo = (event: object) => answerOf({ statusCode: 200, body: JSON.stringify(event) });

const withAuthorizer = (answer: (event: Record<string, unknown>) => Invocation) =>
  fakeFunctions({ echo, other: echo, authorizer: answer });

const withPolicy = (...Statement: object[]) =>
  smallApi({ 'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement } });

const deny = (more: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...more,
});

const custom = (more: object) => {
  const { securitySchemes } = smallDocument().components;
  const { bearer: scheme } = securitySchemes;
  const authorizer = { ...scheme['x-amazon-apigateway-authorizer'], ...more };
  const changed = { ...scheme, 'x-amazon-apigateway-authorizer': authorizer };
  return smallApi({ components: { securitySchemes: { ...securitySchemes, bearer: changed } } });
};

describe('a token authorizer', () => {
  it('is asked for the path as it was sent, and its context reaches the function as text', async () => {
    const { ask, functions } = openGateway();
    const answer = await ask('GET', '/v1/things/a%2Fb', bearer());
    expect(functions.invoked[0]).toMatchObject({
      name: 'authorizer',
      event: {
        type: 'TOKEN',
        authorizationToken: 'Bearer good',
        methodArn: `${STAGE}/GET/v1/things/a%2Fb`,
      },
    });
    expect(answer.json().requestContext.authorizer).toEqual({
      principal: 'identity:ci',
      expires_at: '12',
      principalId: 'identity:ci',
      integrationLatency: 0,
    });
  });

  it('is not asked without a token: 401, with the challenge as configured', async () => {
    const { ask, functions } = openGateway();
    const answer = await ask('GET', '/v1/things/a');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(functions.invoked).toEqual([]);
  });

  it('is not asked where the token has not the form that is configured', async () => {
    const { ask, functions } = openGateway({
      api: custom({ identityValidationExpression: 'Bearer [a-z]+' }),
    });
    expect((await ask('GET', '/v1/things/a', bearer('123'))).status).toBe(401);
    expect(functions.invoked).toEqual([]);
    expect((await ask('GET', '/v1/things/a', bearer('abc'))).status).toBe(200);
  });

  it.each<[string, Invocation, number]>([
    ['throws Unauthorized', { kind: 'error', type: 'Error', message: 'Unauthorized' }, 401],
    ['throws anything else', { kind: 'error', type: 'Error', message: 'unauthorized' }, 500],
    ['times out', { kind: 'error', type: 'Sandbox.Timedout', message: 'Task timed out' }, 500],
    ['may not be invoked', { kind: 'refused', reason: 'permission' }, 500],
    ['answers nothing', answerOf(null), 500],
    ['answers no policy', answerOf({ principalId: 'x' }), 500],
    [
      'answers a policy that is none',
      answerOf({
        principalId: 'x',
        policyDocument: { Statement: [{ Effect: 'Maybe', Resource: '*' }] },
      }),
      500,
    ],
    ['answers an object in its context', answerOf({ ...allow('*'), context: { a: {} } }), 500],
    ['names a resource beyond 512 characters', answerOf(allow(`${STAGE}/${'x'.repeat(512)}`)), 500],
    ['allows nothing', answerOf(allow(`${STAGE}/GET/elsewhere`)), 403],
    ['allows another stage', answerOf(allow(`${STAGE}2/*`)), 403],
    ['allows another method', answerOf(allow(`${STAGE}/POST/*`)), 403],
    ['allows the path', answerOf(allow(`${STAGE}/GET/v1/things/a`)), 200],
    ['allows with a star in the middle', answerOf(allow(`${STAGE}/*/a`)), 200],
    ['allows any API', answerOf(allow('arn:aws:execute-api:*:*:*/*/GET/v1/things/a')), 200],
    [
      'allows by a star across the stage',
      answerOf(allow('arn:aws:execute-api:*:*:*/v1/things/a')),
      200,
    ],
    ['allows with a question mark', answerOf(allow(`${STAGE}/GET/v?/things/a`)), 200],
  ])('that %s', async (_, answer, status) => {
    const functions = withAuthorizer(() => answer);
    const { ask } = openGateway({ functions });
    expect((await ask('GET', '/v1/things/a', bearer())).status).toBe(status);
    expect(functions.invoked.some(({ name }) => name === 'echo')).toBe(status === 200);
  });

  it('has its policy judged by the path as it was sent, so that a star crosses slashes', async () => {
    const functions = withAuthorizer(() => answerOf(allow(`${STAGE}/GET/v1/things/*`)));
    const { ask } = openGateway({ functions });
    expect((await ask('GET', '/v1/things/x/', bearer())).status).toBe(200);
    // A star in the request is no pattern.
    const narrow = withAuthorizer(() => answerOf(allow(`${STAGE}/GET/v1/things/abc`)));
    expect(
      (await openGateway({ functions: narrow }).ask('GET', '/v1/things/*', bearer())).status,
    ).toBe(403);
  });
});

describe('the cache of an authorizer', () => {
  const counting = (answer: () => Invocation) => {
    const functions = withAuthorizer(answer);
    return {
      functions,
      asked: () => functions.invoked.filter(({ name }) => name === 'authorizer').length,
    };
  };

  it('keeps an answer for its token, and judges it again for each path', async () => {
    const { functions, asked } = counting(() => answerOf(allow(`${STAGE}/GET/v1/things/a`)));
    const { ask } = openGateway({ functions });
    expect((await ask('GET', '/v1/things/a', bearer('one'))).status).toBe(200);
    expect((await ask('GET', '/v1/things/b', bearer('one'))).status).toBe(403);
    expect(asked()).toBe(1);
    await ask('GET', '/v1/things/a', bearer('two'));
    expect(asked()).toBe(2);
  });

  it('opens to the next path what a policy for the first path allows too much', async () => {
    const { functions } = counting(() => answerOf(allow('*')));
    const { ask } = openGateway({ functions });
    await ask('GET', '/v1/things/a', bearer());
    expect((await ask('GET', '/v1/things/secret', bearer())).status).toBe(200);
  });

  it('forgets after the time that is configured, and keeps nothing at 0', async () => {
    const { functions, asked } = counting(() => answerOf(allow('*')));
    let now = NOW;
    const { ask } = openGateway({ functions, clock: () => now });
    await ask('GET', '/v1/things/a', bearer());
    now = new Date(NOW.getTime() + 299_000);
    await ask('GET', '/v1/things/a', bearer());
    expect(asked()).toBe(1);
    now = new Date(NOW.getTime() + 301_000);
    await ask('GET', '/v1/things/a', bearer());
    expect(asked()).toBe(2);
    const never = counting(() => answerOf(allow('*')));
    const api = custom({ authorizerResultTtlInSeconds: 0 });
    const uncached = openGateway({ api, functions: never.functions });
    for (const _ of [1, 2]) await uncached.ask('GET', '/v1/things/a', bearer());
    expect(never.asked()).toBe(2);
  });

  it('keeps no refusal by an error', async () => {
    const { functions, asked } = counting(() => ({
      kind: 'error',
      type: 'Error',
      message: 'Unauthorized',
    }));
    const { ask } = openGateway({ functions });
    for (const _ of [1, 2]) await ask('GET', '/v1/things/a', bearer());
    expect(asked()).toBe(2);
  });
});

describe('a request authorizer', () => {
  const api = () =>
    custom({
      type: 'request',
      identitySource: 'method.request.header.Authorization, method.request.querystring.who',
    });

  it('gets the whole request, and is asked for each set of sources', async () => {
    const { ask, functions } = openGateway({ api: api() });
    await ask('GET', '/v1/things/a?who=me', bearer());
    await ask('GET', '/v1/things/b?who=me', bearer());
    await ask('GET', '/v1/things/a?who=you', bearer());
    const asked = functions.invoked.filter(({ name }) => name === 'authorizer');
    expect(asked).toHaveLength(2);
    expect(asked[0]?.event).toMatchObject({
      type: 'REQUEST',
      methodArn: `${STAGE}/GET/v1/things/a`,
      path: '/v1/things/a',
      queryStringParameters: { who: 'me' },
      pathParameters: { name: 'a' },
    });
  });

  it('is not asked when a source is missing', async () => {
    const { ask, functions } = openGateway({ api: api() });
    expect((await ask('GET', '/v1/things/a', bearer())).status).toBe(401);
    expect(functions.invoked).toEqual([]);
  });
});

describe('a resource policy', () => {
  const elsewhere = deny({ Condition: { NotIpAddress: { 'aws:SourceIp': ['198.51.100.0/24'] } } });
  const inside = { sourceIp: '198.51.100.9' };
  const open = { ...deny({ Resource: 'execute-api:/live/GET/open' }), Effect: 'Allow' };

  it('that denies is not overruled by an authorizer, which is not even asked', async () => {
    const { ask, functions } = openGateway({ api: withPolicy(elsewhere) });
    expect((await ask('GET', '/v1/things/a', bearer())).status).toBe(403);
    expect(functions.invoked).toEqual([]);
    expect((await ask('GET', '/v1/things/a', { ...bearer(), ...inside })).status).toBe(200);
  });

  it('that allows everything opens what the authorizer did not allow', async () => {
    const functions = withAuthorizer(() => answerOf(allow(`${STAGE}/GET/elsewhere`)));
    const all = { ...deny({}), Effect: 'Allow' };
    const { ask } = openGateway({ api: withPolicy(all), functions });
    expect((await ask('GET', '/v1/things/a', bearer())).status).toBe(200);
  });

  it('has to allow what needs no authorization, once there is one', async () => {
    const closed = openGateway({ api: withPolicy(elsewhere) });
    expect((await closed.ask('GET', '/open', inside)).status).toBe(403);
    const opened = openGateway({ api: withPolicy(elsewhere, open) });
    expect((await opened.ask('GET', '/open', inside)).status).toBe(200);
    expect((await opened.ask('GET', '/open')).status).toBe(403);
  });

  it('knows from which VPC endpoint a request comes', async () => {
    const statement = deny({ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } });
    const from = async (endpoint: string) => {
      const network = { 'aws:SourceVpce': endpoint };
      const { ask } = openGateway({ api: withPolicy(statement) });
      return (await ask('GET', '/v1/things/a', { ...bearer(), network })).status;
    };
    expect([await from('vpce-1'), await from('vpce-2')]).toEqual([200, 403]);
  });
});
