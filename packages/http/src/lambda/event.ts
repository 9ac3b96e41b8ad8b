import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import type { EdgeContext } from '../api-env.ts';

/** What invokes the functions: API Gateway REST or HTTP API v2, a Function URL, or an ALB. */
export type HttpEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2 | ALBEvent;

/** A request as the client sent it, whatever brought it here. */
export interface RawRequest {
  readonly method: string;
  /** Undecoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  readonly edge: EdgeContext;
}

export function readEvent(event: HttpEvent): RawRequest {
  const common = { headers: headersOf(event), body: bodyOf(event) };
  if ('rawPath' in event) return { ...common, ...readV2(event) };
  return {
    ...common,
    method: event.httpMethod,
    path: event.path,
    query: isAlb(event) ? joinQuery(event, (text) => text) : joinQuery(event, encodeURIComponent),
    edge: isAlb(event) ? {} : readGatewayContext(event),
  };
}

function isAlb(event: APIGatewayProxyEvent | ALBEvent): event is ALBEvent {
  return 'elb' in event.requestContext;
}

// A named stage stands in front of rawPath; "$default" and Function URLs have none.
function readV2(event: APIGatewayProxyEventV2) {
  const { http, stage, requestId } = event.requestContext;
  const prefix = stage === '$default' ? '' : `/${stage}`;
  const path = event.rawPath.startsWith(`${prefix}/`)
    ? event.rawPath.slice(prefix.length)
    : event.rawPath;
  const { authorizer } = event.requestContext as { authorizer?: { lambda?: object } };
  const edge = { requestId, ...(authorizer?.lambda && { authorizer: { ...authorizer.lambda } }) };
  return { method: http.method, path, query: event.rawQueryString, edge };
}

function readGatewayContext(event: APIGatewayProxyEvent): EdgeContext {
  const { requestId, authorizer } = event.requestContext;
  return authorizer ? { requestId, authorizer } : { requestId };
}

// REST hands parameters on decoded, an ALB as they were; repeated ones only in the second map.
function joinQuery(event: APIGatewayProxyEvent | ALBEvent, encode: (text: string) => string) {
  const pairs = event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {};
  return Object.entries(pairs)
    .flatMap(([name, values]) =>
      [values ?? []].flat().map((value) => `${encode(name)}=${encode(value)}`),
    )
    .join('&');
}

function headersOf(event: HttpEvent): Headers {
  const headers = new Headers();
  const multiple = 'multiValueHeaders' in event ? event.multiValueHeaders : undefined;
  for (const [name, values] of Object.entries(multiple ?? event.headers ?? {})) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}

function bodyOf(event: HttpEvent): Uint8Array<ArrayBuffer> | undefined {
  if (event.body === null || event.body === undefined) return undefined;
  return new Uint8Array(Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'));
}
