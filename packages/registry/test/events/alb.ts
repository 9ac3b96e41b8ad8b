import type { ALBEvent } from 'aws-lambda';
import { eventBody, multiple, type SentRequest, single } from './sent-request.ts';

/**
 * An event of an Application Load Balancer, in the shape that its user guide prints: query
 * parameters undecoded, header names in lower case, an empty body where there is none. With
 * `multi_value_headers.enabled` the multi-value maps stand instead of the others.
 */
export function albEvent(request: SentRequest, isMultiValue: boolean): ALBEvent {
  const headers: SentRequest['headers'] = [
    ['host', 'registry.example.com'],
    ['x-amzn-trace-id', 'Root=1-69574505-0123456789abcdef01234567'],
    ['x-forwarded-for', '192.0.2.1'],
    ['x-forwarded-port', '443'],
    ['x-forwarded-proto', 'https'],
    ...request.headers.map(([name, value]) => [name.toLowerCase(), value] as const),
  ];
  return {
    requestContext: {
      elb: {
        targetGroupArn:
          'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/registry/0123456789abcdef',
      },
    },
    httpMethod: request.method,
    path: request.path,
    ...(isMultiValue
      ? {
          multiValueQueryStringParameters: multiple(request.query),
          multiValueHeaders: multiple(headers),
        }
      : { queryStringParameters: single(request.query), headers: single(headers) }),
    ...{ body: '', ...eventBody(request) },
  };
}
