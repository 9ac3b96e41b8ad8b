import { randomUUID } from 'node:crypto';
import { STATIC_TOKEN_PATTERN } from '@registry/domain';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { ApiEnv } from './api-env.ts';
import type { Logger } from './logger.ts';

const NOTABLE = 500;
// By its form it could be the name of a namespace or a module.
const STATIC_TOKEN = new RegExp(STATIC_TOKEN_PATTERN);

/**
 * One line per request, with the id that a refusal or a failure also carries. The path is logged
 * as the route's template, and as it is only once its names were found to be names: what anybody
 * put elsewhere into the URL, a token pasted there included, is not for the log.
 */
export function requestLog(logger: Logger): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = c.env?.edge?.requestId ?? randomUUID();
    c.set('requestId', requestId);
    await next();
    const { status } = c.res;
    const line = {
      request_id: requestId,
      method: c.req.method,
      route: routePath(c),
      status,
      duration_ms: Math.round((performance.now() - started) * 100) / 100,
      principal: c.get('caller')?.principal ?? c.get('principal'),
      path: c.get('isPathChecked') && !STATIC_TOKEN.test(c.req.path) ? c.req.path : undefined,
      user_agent: c.req.header('user-agent')?.slice(0, 100),
    };
    if (status < NOTABLE) logger.info(line, 'request');
    else logger.error({ ...line, err: c.error }, 'request failed');
  };
}
