import type { HttpEvent } from '../../../packages/http/src/lambda/index.ts';

const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;

/** A GET as an API Gateway REST API hands it on, its authorizer's word included. */
export function restEvent(path: string): HttpEvent {
  const headers = { 'accept-encoding': 'gzip', 'user-agent': 'Terraform/1.11.4' };
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: 'GET',
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      authorizer: {
        principalId: 'identity:bench',
        principal: 'identity:bench',
        scope: 'download:bench',
        expires_at: String(IN_AN_HOUR),
        token_id: 'bench',
      },
      protocol: 'HTTP/1.1',
      httpMethod: 'GET',
      identity: IDENTITY,
      path,
      stage: 'v1',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      requestTimeEpoch: 0,
      resourceId: 'bench',
      resourcePath: '/{proxy+}',
    },
    body: null,
    isBase64Encoded: false,
  };
}

const IDENTITY = {
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
  sourceIp: '127.0.0.1',
  user: null,
  userAgent: null,
  userArn: null,
};
