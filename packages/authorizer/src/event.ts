import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';

/** TOKEN and REQUEST of a REST API; REQUEST, format 2.0, of an HTTP API. */
export type AuthorizerEvent =
  | APIGatewayTokenAuthorizerEvent
  | APIGatewayRequestAuthorizerEvent
  | APIGatewayRequestAuthorizerEventV2;

/** The `Authorization` header as it came; several of them as one, which is then no token. */
export function authorizationOf(event: AuthorizerEvent): string | undefined {
  if (event.type === 'TOKEN') return event.authorizationToken;
  // Only here are repeated headers all there.
  const multiple = 'multiValueHeaders' in event ? event.multiValueHeaders : undefined;
  const values = Object.entries(multiple ?? event.headers ?? {})
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .flatMap(([, value]) => value ?? []);
  return values.length === 0 ? undefined : values.join(', ');
}

/** What is asked for: `arn:…:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`. */
export function methodArnOf(event: AuthorizerEvent): string {
  return 'routeArn' in event ? event.routeArn : event.methodArn;
}

/** The gateway's id of the request; a TOKEN event has none. */
export function requestIdOf(event: AuthorizerEvent): string | undefined {
  return event.type === 'TOKEN' ? undefined : event.requestContext?.requestId;
}
