import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { combined, eventBody, queryText, type SentRequest } from './sent-request.ts';

/**
 * An event of an API Gateway HTTP API, payload format 2.0, in the shape that the developer guide
 * prints. A stage with a name stands in front of `rawPath`.
 */
export function httpApiEvent(request: SentRequest, stage = '$default'): APIGatewayProxyEventV2 {
  const rawPath = stage === '$default' ? request.path : `/${stage}${request.path}`;
  const requestContext = {
    accountId: '123456789012',
    apiId: 'abcdef1234',
    // Typed, as the authorizer has given it.
    ...(request.authorizer && { authorizer: { lambda: { ...request.authorizer } } }),
    domainName: 'abcdef1234.execute-api.eu-central-1.amazonaws.com',
    domainPrefix: 'abcdef1234',
    http: {
      method: request.method,
      path: rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: '192.0.2.1',
      userAgent: 'Terraform/1.11.4',
    },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: '$default',
    stage,
    time: '02/Jan/2026:03:04:05 +0000',
    timeEpoch: 1767323045678,
  };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: queryText(request),
    headers: {
      host: 'abcdef1234.execute-api.eu-central-1.amazonaws.com',
      'x-amzn-trace-id': 'Root=1-69574505-0123456789abcdef01234567',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...combined(request.headers),
    },
    requestContext,
    ...eventBody(request),
  };
}
