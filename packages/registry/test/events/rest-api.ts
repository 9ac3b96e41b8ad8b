import type { APIGatewayProxyEvent } from 'aws-lambda';
import { eventBody, multiple, type SentRequest, single } from './sent-request.ts';

/**
 * An event of an API Gateway REST API (proxy integration), in the shape that the developer guide
 * prints. Query parameters arrive decoded, a base path mapping stands in front of `path`, the
 * stage only in front of `requestContext.path`.
 */
export function restApiEvent(request: SentRequest, basePath = ''): APIGatewayProxyEvent {
  const query = request.query.map(
    ([name, value]) => [decodeURIComponent(name), decodeURIComponent(value)] as const,
  );
  const headers: SentRequest['headers'] = [
    ['Host', 'registry.example.com'],
    ['X-Amzn-Trace-Id', 'Root=1-69574505-0123456789abcdef01234567'],
    ['X-Forwarded-For', '192.0.2.1'],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
    ...request.headers,
  ];
  return {
    resource: '/{proxy+}',
    path: `${basePath}${request.path}`,
    httpMethod: request.method,
    headers: single(headers),
    multiValueHeaders: multiple(headers),
    queryStringParameters: query.length === 0 ? null : single(query),
    multiValueQueryStringParameters: query.length === 0 ? null : multiple(query),
    pathParameters: { proxy: request.path.slice(1) },
    stageVariables: null,
    requestContext: {
      resourceId: 'abc123',
      authorizer: request.authorizer && {
        // Everything that an authorizer says arrives as text.
        ...Object.fromEntries(
          Object.entries(request.authorizer).map(([name, value]) => [name, String(value)]),
        ),
        principalId: 'identity:ci',
        integrationLatency: 12,
      },
      resourcePath: '/{proxy+}',
      httpMethod: request.method,
      extendedRequestId: 'JKJaXmPLvHcESHA=',
      requestTime: '02/Jan/2026:03:04:05 +0000',
      path: `/prod${request.path}`,
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage: 'prod',
      domainPrefix: 'registry',
      requestTimeEpoch: 1767323045678,
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: '192.0.2.1',
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: 'Terraform/1.11.4',
        user: null,
        apiKey: null,
        apiKeyId: null,
        clientCert: null,
      },
      domainName: 'registry.example.com',
      apiId: 'abcdef1234',
    },
    ...{ body: null, ...eventBody(request) },
  };
}
