import { randomUUID } from 'node:crypto';
import { formatModuleId, InvalidError, parseModuleId } from '@registry/domain';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { ApiEnv } from './api-env.ts';
import type { Logger } from './logger.ts';

const NOTABLE = 500;

/**
 * One line per request, with the id that a refusal or a failure also carries. The path is logged
 * as the route's template, with the module that a known caller asked for beside it: what anybody
 * put elsewhere into the URL, a token pasted there included, is not for the log.
 */
export function requestLog(logger: Logger): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = c.env?.edge?.requestId ?? randomUUID();
    c.set('requestId', requestId);
    await next();
    const { status } = c.res;
    const caller = c.get('caller');
    const line = {
      request_id: requestId,
      method: c.req.method,
      route: routePath(c),
      status,
      duration_ms: Math.round((performance.now() - started) * 100) / 100,
      principal: caller?.principal,
      module: caller && moduleOf(c.req.param()),
      user_agent: c.req.header('user-agent')?.slice(0, 100),
    };
    if (status < NOTABLE) logger.info(line, 'request');
    else logger.error({ ...line, err: c.error }, 'request failed');
  };
}

/** The module that a path names, if it names one properly. */
function moduleOf({ namespace, name, system }: Partial<Record<string, string>>) {
  if (namespace === undefined || name === undefined || system === undefined) return undefined;
  try {
    return formatModuleId(parseModuleId(namespace, name, system));
  } catch (error) {
    if (error instanceof InvalidError) return undefined;
    throw error;
  }
}
