import { randomBytes, randomUUID } from 'node:crypto';
import { type Authorized, authorize } from './authorize.ts';
import { createAuthorizers } from './authorizer.ts';
import type { AwsCaller } from './callers.ts';
import { requestContext } from './context.ts';
import { proxyEvent, traceId } from './event.ts';
import { findRoute, type Match } from './find-route.ts';
import type { Functions } from './functions.ts';
import { GatewayFault, gatewayResponse } from './gateway-response.ts';
import { integrate } from './integration.ts';
import { requireSizes } from './limits.ts';
import { contextLookUp } from './look-up.ts';
import { type Mount, mountedPath } from './mount.ts';
import { type ClientAnswer, type ClientRequest, headerOf } from './request.ts';
import type { RestApi } from './rest-api.ts';
import { fillTemplate } from './template.ts';

export interface GatewayDeps {
  readonly api: RestApi;
  readonly functions: Functions;
  readonly callers: readonly AwsCaller[];
  readonly clock: () => Date;
  /** Takes each line of the access log and of the execution log. */
  readonly log: (line: string) => void;
}

export type Gateway = (mount: Mount, request: ClientRequest) => Promise<ClientAnswer>;

/** API Gateway REST for one API: what it answers to a request that came to one of its addresses. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { api, clock } = deps;
  const askAuthorizer = createAuthorizers(deps);
  return async (mount, sent) => {
    const requestId = randomUUID();
    const extendedRequestId = `${randomBytes(10).toString('base64url')}=`;
    const mounted = mountedPath(mount, sent.path);
    const paths = mounted ?? { resourcePath: sent.path, eventPath: sent.path };
    const request = { ...sent, ...paths, requestId, extendedRequestId, receivedAt: clock() };
    const ids: [string, string][] = [
      ['x-amzn-RequestId', requestId],
      ['x-amz-apigw-id', extendedRequestId],
    ];
    let match: Match | undefined;
    let authorized: Authorized | undefined;
    let fault: GatewayFault | undefined;
    const answer = async (): Promise<ClientAnswer> => {
      requireSizes(request);
      match = mounted && findRoute(api.routes, request.method, request.resourcePath);
      // The service says this of unknown routes, too ("Gateway response types").
      if (!match) throw new GatewayFault('MISSING_AUTHENTICATION_TOKEN', NO_ROUTE);
      authorized = await authorize({ ...deps, askAuthorizer }, match, request);
      const { identity, context } = authorized;
      const told = requestContext(api, match.route, request, identity, context);
      const event = proxyEvent(api, match, request, told);
      const accept = headerOf(request, 'accept');
      const answered = await integrate(deps, match.route, request.method, event, accept);
      return {
        ...answered,
        headers: [...answered.headers, ['X-Amzn-Trace-Id', `Root=${traceId(request)}`]],
      };
    };
    const lookUp = (path: string) =>
      contextLookUp(api, request, { match, authorized, fault })(path);
    const final = await answer().catch((error: unknown) => {
      if (!(error instanceof GatewayFault)) throw error;
      fault = error;
      deps.log(`(${requestId}) ${error.type}: ${error.detail}`);
      return gatewayResponse(api, error, lookUp);
    });
    logAccess(deps, lookUp, final);
    return { ...final, headers: [...final.headers, ...ids] };
  };
}

const NO_ROUTE = 'Missing Authentication Token';

function logAccess(
  { api, log }: GatewayDeps,
  lookUp: (path: string) => string | undefined,
  answer: ClientAnswer,
): void {
  if (api.accessLogFormat === undefined) return;
  const line = fillTemplate(
    api.accessLogFormat,
    (path) => {
      if (path === 'context.status') return String(answer.status);
      if (path === 'context.responseLength') return String(answer.body.byteLength);
      return lookUp(path);
    },
    '-',
  );
  log(line);
}
