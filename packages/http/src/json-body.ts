import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ApiEnv } from './api-env.ts';
import { readBody } from './read-body.ts';

/** Accepts a JSON body in UTF-8 (RFC 8259 §8.1) of bounded size, and nothing else. */
export const jsonBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new HTTPException(415, { message: 'Send the body as application/json.' });
  }
  await readBody(c);
  await next();
};
