import type {
  ALBEvent,
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2WithRequestContext,
} from 'aws-lambda';
import type { EdgeContext } from '../api-env.ts';
import { seenByAlb, seenFrom, signedBy } from './edge.ts';

/** The types that we have leave out what the gateway knows of the caller. */
type EventV2 = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & {
    readonly authorizer?: {
      readonly lambda?: Readonly<Record<string, unknown>> | null;
      readonly iam?: Readonly<Record<string, unknown>> | null;
    };
  }
>;

/** What invokes the functions: API Gateway REST or HTTP API v2, a Function URL, or an ALB. */
export type HttpEvent = APIGatewayProxyEvent | EventV2 | ALBEvent;

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
    query: isAlb(event) ? joinQuery(event, (text) => text) : joinQuery(event, encode),
    edge: isAlb(event) ? seenByAlb(common.headers) : readGatewayContext(event),
  };
}

function isAlb(event: APIGatewayProxyEvent | ALBEvent): event is ALBEvent {
  return 'elb' in event.requestContext;
}

// A named stage stands in front of rawPath; "$default" and Function URLs have none.
function readV2(event: EventV2) {
  const { http, stage, requestId, authorizer } = event.requestContext;
  const prefix = stage === '$default' ? '' : `/${stage}`;
  const path = event.rawPath.startsWith(`${prefix}/`)
    ? event.rawPath.slice(prefix.length)
    : event.rawPath;
  const { userArn, accountId, callerId, principalOrgId } = authorizer?.iam ?? {};
  const edge = {
    requestId,
    ...(authorizer?.lambda && { authorizer: { ...authorizer.lambda } }),
    ...signedBy({
      arn: userArn,
      account: accountId,
      userId: callerId,
      organization: principalOrgId,
    }),
    ...seenFrom(http.sourceIp),
  };
  return { method: http.method, path, query: event.rawQueryString, edge };
}

function readGatewayContext(event: APIGatewayProxyEvent): EdgeContext {
  const { requestId, authorizer, identity } = event.requestContext;
  return {
    requestId,
    ...(authorizer && { authorizer }),
    ...signedBy({
      arn: identity.userArn,
      account: identity.accountId,
      userId: identity.caller,
      organization: identity.principalOrgId,
    }),
    ...seenFrom(identity.sourceIp),
  };
}

// Half a surrogate pair has no encoding; by way of bytes it becomes U+FFFD, as in URL parsers.
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

// REST hands parameters on decoded, an ALB as they were; repeated ones only in the second map.
function joinQuery(event: APIGatewayProxyEvent | ALBEvent, spell: (text: string) => string) {
  const pairs = event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {};
  return Object.entries(pairs)
    .flatMap(([name, values]) =>
      [values ?? []].flat().map((value) => `${spell(name)}=${spell(value)}`),
    )
    .join('&');
}

function headersOf(event: HttpEvent): Headers {
  const headers = new Headers();
  const multiple = 'multiValueHeaders' in event ? event.multiValueHeaders : undefined;
  for (const [name, values] of Object.entries(multiple ?? event.headers ?? {})) {
    for (const value of [values ?? []].flat()) headers.append(name, byteString(value));
  }
  return headers;
}

// The gateways decode what clients send as UTF-8; the platform's Headers take bytes only, and
// throw at anything else. None of the headers that we read has other characters.
function byteString(value: string): string {
  return value.replaceAll(/[^\t\x20-\x7e]/g, '?');
}

function bodyOf(event: HttpEvent): Uint8Array<ArrayBuffer> | undefined {
  if (event.body === null || event.body === undefined) return undefined;
  return new Uint8Array(Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'));
}
