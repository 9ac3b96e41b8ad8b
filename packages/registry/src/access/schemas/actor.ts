import type { Actor } from '@registry/domain';
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

/** The `If-Match` header: what the client has seen last. */
export function ifMatchOf(c: Context<ApiEnv>): string | undefined {
  return c.req.header('if-match');
}
