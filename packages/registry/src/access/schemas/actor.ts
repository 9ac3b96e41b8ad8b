import type { Actor, Precondition } from '@registry/domain';
import type { ApiEnv } from '@registry/http';
import type { Context } from 'hono';

/** Who asks, as the audit tells. */
export function actorOf(c: Context<ApiEnv>): Actor {
  const source = c.env?.edge?.source;
  return {
    caller: c.get('caller'),
    request: { id: c.get('requestId'), ...(source === undefined ? {} : { source }) },
  };
}

/** What the client has seen last: an ETag, or that there is none. */
export function preconditionOf(c: Context<ApiEnv>): Precondition {
  return { ifMatch: c.req.header('if-match'), ifNoneMatch: c.req.header('if-none-match') };
}
