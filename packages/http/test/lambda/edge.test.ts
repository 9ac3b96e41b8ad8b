import { createApiApp, createLogger } from '@registry/http';
import { createHttpHandler, type HttpEvent } from '@registry/http/lambda';
import { describe, expect, it } from 'vitest';

const ARN = 'arn:aws:sts::123456789012:assumed-role/ci/build-42';
const CALLER = { arn: ARN, account: '123456789012', userId: 'AROAEXAMPLE:build-42' };

/** The request context of a REST API, `AWS_IAM` (developer guide, "$context variables"). */
function rest(identity: object, headers: Record<string, string> = {}): HttpEvent {
  const nobody = {
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
  };
  return {
    resource: '/seen',
    path: '/seen',
    httpMethod: 'GET',
    headers,
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: '999999999999',
      apiId: 'abcdef1234',
      authorizer: undefined,
      protocol: 'HTTP/1.1',
      httpMethod: 'GET',
      identity: { ...nobody, ...identity },
      path: '/prod/seen',
      stage: 'prod',
      requestId: 'request-1',
      requestTimeEpoch: 0,
      resourceId: 'abc123',
      resourcePath: '/seen',
    },
    body: null,
    isBase64Encoded: false,
  };
}

/** Of an HTTP API (payload format 2.0) and of a Function URL, which write the same. */
function v2(authorizer: object | undefined, headers: Record<string, string> = {}): HttpEvent {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/seen',
    rawQueryString: '',
    headers,
    requestContext: {
      accountId: '999999999999',
      apiId: 'abcdef1234',
      ...(authorizer && { authorizer }),
      domainName: 'abcdef1234.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'abcdef1234',
      http: {
        method: 'GET',
        path: '/seen',
        protocol: 'HTTP/1.1',
        sourceIp: '2001:db8::1',
        userAgent: '',
      },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    isBase64Encoded: false,
  };
}

function alb(headers: Record<string, string>, values?: Record<string, string[]>): HttpEvent {
  return {
    requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:…' } },
    httpMethod: 'GET',
    path: '/seen',
    ...(values ? { multiValueHeaders: values } : { headers }),
    queryStringParameters: {},
    body: '',
    isBase64Encoded: false,
  };
}

async function seen(event: HttpEvent): Promise<unknown> {
  const logger = createLogger({ level: 'silent', destination: { write() {} } });
  const app = createApiApp({ logger });
  app.get('/seen', (c) => c.json({ awsCaller: c.env.edge?.awsCaller, source: c.env.edge?.source }));
  return JSON.parse((await createHttpHandler(app, { basePath: '' })(event)).body);
}

const SIGNED_REST = {
  accessKey: 'ASIAEXAMPLE',
  accountId: CALLER.account,
  caller: CALLER.userId,
  user: CALLER.userId,
  userArn: ARN,
};
const SIGNED_V2 = {
  accessKey: 'ASIAEXAMPLE',
  accountId: CALLER.account,
  callerId: CALLER.userId,
  cognitoIdentity: null,
  userArn: ARN,
  userId: CALLER.userId,
};

describe('the AWS caller', () => {
  it.each<[string, (organization: unknown) => HttpEvent, string]>([
    ['a REST API', (principalOrgId) => rest({ ...SIGNED_REST, principalOrgId }), '192.0.2.1'],
    [
      'an HTTP API or a Function URL',
      (principalOrgId) => v2({ iam: { ...SIGNED_V2, principalOrgId } }),
      '2001:db8::1',
    ],
  ])('is whom %s names, with the organisation where it names one', async (_, event, source) => {
    const organization = 'o-a1b2c3d4e5';
    const awsCaller = { ...CALLER, organization };
    expect(await seen(event(organization))).toEqual({ awsCaller, source });
    for (const none of [null, undefined, '', '-', 'o-', 'O-A1B2C3D4E5', `${organization} `]) {
      expect(await seen(event(none))).toEqual({ awsCaller: CALLER, source });
    }
  });

  it.each<[string, HttpEvent]>([
    ['a REST API without AWS_IAM', rest({})],
    ['a REST API that names no ARN', rest({ ...SIGNED_REST, userArn: null })],
    ['a REST API that names no account', rest({ ...SIGNED_REST, accountId: null })],
    ['a REST API that names no user id', rest({ ...SIGNED_REST, caller: null })],
    ['a Function URL that asks for nothing', v2(undefined)],
    ['an HTTP API with a Lambda authorizer', v2({ lambda: { ...SIGNED_V2, iam: SIGNED_V2 } })],
    ['an HTTP API with a JWT authorizer', v2({ jwt: { claims: SIGNED_V2, scopes: [] } })],
    ['an empty iam', v2({ iam: null })],
    ['an ALB', alb({})],
  ])('is nobody behind %s', async (_, event) => {
    expect(await seen(event)).not.toHaveProperty('awsCaller');
  });

  it('is nobody, whatever the headers of a request say', async () => {
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260102/us-east-1/sts/aws4_request',
      'x-amzn-iam-user-arn': ARN,
      'x-amz-caller': ARN,
      userarn: ARN,
      requestcontext: JSON.stringify({ identity: SIGNED_REST, authorizer: { iam: SIGNED_V2 } }),
    };
    for (const event of [rest({}, headers), v2(undefined, headers), alb(headers)]) {
      expect(await seen(event)).not.toHaveProperty('awsCaller');
    }
  });
});

describe('the source', () => {
  it('of the gateways is what they have seen, whatever a client claims', async () => {
    const headers = {
      'x-forwarded-for': '198.51.100.7',
      'x-real-ip': '198.51.100.7',
      forwarded: 'for=198.51.100.7',
    };
    expect(await seen(rest({}, headers))).toEqual({ source: '192.0.2.1' });
    expect(await seen(v2(undefined, headers))).toEqual({ source: '2001:db8::1' });
  });

  it('is none in a test call of the console', async () => {
    expect(await seen(rest({ sourceIp: 'test-invoke-source-ip' }))).toEqual({});
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['198.51.100.7, 192.0.2.1', '192.0.2.1'],
    ['198.51.100.7,203.0.113.9,2001:db8::1', '2001:db8::1'],
    ['192.0.2.1, unknown', undefined],
    ['', undefined],
  ])('behind an ALB is the last of %j, which the ALB has added', async (header, source) => {
    const expected = source === undefined ? {} : { source };
    expect(await seen(alb({ 'x-forwarded-for': header }))).toEqual(expected);
    expect(await seen(alb({}, { 'x-forwarded-for': [header] }))).toEqual(expected);
  });
});
