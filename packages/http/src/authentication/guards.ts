import { authorize, type Permission, parseNamespace } from '@registry/domain';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api-env.ts';
import type { Authenticate } from './authenticate.ts';

/** Lets anybody through whose token holds. */
export function requireCaller(authenticate: Authenticate): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.set('caller', await authenticate(c));
    await next();
  };
}

/**
 * Lets through who may do `permission` in the namespace that the path names. Runs before
 * anything else of the request is looked at, so that a stranger learns nothing from the answer.
 */
export function requirePermission(
  authenticate: Authenticate,
  permission: Permission,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const caller = await authenticate(c);
    c.set('caller', caller);
    authorize(caller, permission, parseNamespace(c.req.param('namespace') ?? ''));
    await next();
  };
}
