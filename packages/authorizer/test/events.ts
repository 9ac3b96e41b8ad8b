import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';
import { STAGE } from './iam.ts';

const METHOD_ARN = `${STAGE}/GET/v1/modules/acme/vpc/aws/versions`;

export function tokenEvent(authorizationToken: string): APIGatewayTokenAuthorizerEvent {
  return { type: 'TOKEN', methodArn: METHOD_ARN, authorizationToken };
}

/** As the developer guide prints it ("Input to an API Gateway Lambda authorizer"). */
export function requestEvent(authorization?: string): APIGatewayRequestAuthorizerEvent {
  const headers = {
    'User-Agent': 'Terraform/1.11.4',
    ...(authorization !== undefined && { Authorization: authorization }),
  };
  return {
    type: 'REQUEST',
    methodArn: METHOD_ARN,
    resource: '/v1/modules/{namespace}/{name}/{system}/versions',
    path: '/v1/modules/acme/vpc/aws/versions',
    httpMethod: 'GET',
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    pathParameters: { namespace: 'acme', name: 'vpc', system: 'aws' },
    stageVariables: {},
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
        userAgent: 'Terraform/1.11.4',
        userArn: null,
      },
      path: '/prod/v1/modules/acme/vpc/aws/versions',
      stage: 'prod',
      requestId: 'request-1',
      requestTimeEpoch: 1767323045000,
      resourceId: 'abc123',
      resourcePath: '/v1/modules/{namespace}/{name}/{system}/versions',
    },
  };
}

/** As the developer guide prints it for HTTP APIs, format 2.0. */
export function requestEventV2(authorization: string): APIGatewayRequestAuthorizerEventV2 {
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: METHOD_ARN,
    identitySource: [authorization],
    routeKey: '$default',
    rawPath: '/prod/v1/modules/acme/vpc/aws/versions',
    rawQueryString: '',
    cookies: [],
    headers: { authorization, 'user-agent': 'Terraform/1.11.4' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdef1234',
      domainName: 'abcdef1234.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'abcdef1234',
      http: {
        method: 'GET',
        path: '/prod/v1/modules/acme/vpc/aws/versions',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'Terraform/1.11.4',
      },
      requestId: 'request-2',
      routeKey: '$default',
      stage: 'prod',
      time: '02/Jan/2026:03:04:05 +0000',
      timeEpoch: 1767323045000,
    },
  };
}
