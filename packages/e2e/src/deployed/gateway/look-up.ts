import type { Authorized } from './authorize.ts';
import { requestContext } from './context.ts';
import type { Match } from './find-route.ts';
import type { GatewayFault } from './gateway-response.ts';
import type { ApiRequest } from './request.ts';
import type { RestApi, Route } from './rest-api.ts';

const NO_ROUTE: Route = {
  method: '',
  resource: '',
  access: { kind: 'none' },
  functionArn: '',
  timeoutMs: 0,
};

/** The values of `$context` variables for templates of answers and of access logs. */
export function contextLookUp(
  api: RestApi,
  request: ApiRequest,
  so: {
    match?: Match | undefined;
    authorized?: Authorized | undefined;
    fault?: GatewayFault | undefined;
  },
): (path: string) => string | undefined {
  const { match, authorized, fault } = so;
  const route = match?.route ?? NO_ROUTE;
  const context = requestContext(api, route, request, authorized?.identity, authorized?.context);
  const values = { context, stageVariables: api.stageVariables };
  return (path) => {
    if (path === 'context.error.message') return fault?.message;
    if (path === 'context.error.messageString') return fault && JSON.stringify(fault.message);
    if (path === 'context.error.responseType') return fault?.type;
    const value = path.split('.').reduce<unknown>((at, name) => member(at, name), values);
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([each]) => each === name)?.[1];
}
