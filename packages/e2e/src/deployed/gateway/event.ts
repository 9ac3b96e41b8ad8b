import { isBinary } from './binary.ts';
import type { RequestContext } from './context.ts';
import type { Match } from './find-route.ts';
import { type ApiRequest, headerOf, type Pairs, queryPairs } from './request.ts';
import type { RestApi } from './rest-api.ts';

/** The part of an event that functions and REQUEST authorizers both get. */
export function commonEvent(
  api: RestApi,
  { route, pathParameters }: Match,
  request: ApiRequest,
  context: RequestContext,
) {
  const query = queryPairs(request.query);
  const headers = withForwarding(request);
  return {
    resource: route.resource,
    path: request.eventPath,
    httpMethod: request.method,
    headers: single(headers),
    multiValueHeaders: multiple(headers),
    queryStringParameters: query.length === 0 ? null : single(query),
    multiValueQueryStringParameters: query.length === 0 ? null : multiple(query),
    pathParameters,
    stageVariables: api.stageVariables,
    requestContext: context,
  };
}

/** The event of an AWS_PROXY integration. */
export function proxyEvent(
  api: RestApi,
  match: Match,
  request: ApiRequest,
  context: RequestContext,
) {
  const isBase64Encoded = isBinary(
    api.binaryMediaTypes,
    headerOf(request, 'content-type') ?? 'application/json',
  );
  const isEmpty = request.body.byteLength === 0;
  return {
    ...commonEvent(api, match, request, context),
    body: isEmpty ? null : request.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded: isBase64Encoded && !isEmpty,
  };
}

function withForwarding(request: ApiRequest): Pairs {
  const own = /^(?:connection|transfer-encoding|x-forwarded-.*|x-amzn-trace-id)$/i;
  return [
    ...request.headers.filter(([name]) => !own.test(name)),
    ['X-Amzn-Trace-Id', `Root=${traceId(request)}`],
    ['X-Forwarded-For', request.sourceIp],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
}

export function traceId({ receivedAt, requestId }: ApiRequest): string {
  const seconds = Math.floor(receivedAt.getTime() / 1000).toString(16);
  return `1-${seconds}-${requestId.replaceAll('-', '').slice(0, 24)}`;
}

function single(pairs: Pairs): Record<string, string> {
  return Object.fromEntries(pairs);
}

function multiple(pairs: Pairs): Record<string, string[]> {
  const map = new Map<string, string[]>();
  for (const [name, value] of pairs) map.set(name, [...(map.get(name) ?? []), value]);
  return Object.fromEntries(map);
}
