import { OpenAPIHono } from '@hono/zod-openapi';
import { allowedMethods } from './allowed-methods.ts';
import type { ApiApp, ApiEnv } from './api-env.ts';
import { toErrorResponse } from './error-responses.ts';
import type { Logger } from './logger.ts';
import { requestLog } from './request-log.ts';

/** An app as every edge of ours has it: a log line, error bodies, 404, 405 and 422 of one form. */
export function createApiApp(deps: { readonly logger: Logger }): ApiApp {
  const app: ApiApp = new OpenAPIHono<ApiEnv>();
  app.use(requestLog(deps.logger));
  app.onError((error, c) => {
    const { status, headers, errors } = toErrorResponse(error);
    c.header('X-Request-Id', c.get('requestId'));
    return c.json({ errors }, status, { ...headers });
  });
  app.notFound((c) => {
    const refusal = c.env?.edge?.refusal;
    if (refusal !== undefined) return c.json({ errors: [refusal] }, 400);
    c.header('X-Request-Id', c.get('requestId'));
    const allowed = allowedMethods(app, c.req.path);
    if (allowed.length === 0) {
      return c.json({ errors: ['There is nothing at this path; see the API reference.'] }, 404);
    }
    return c.json({ errors: [`This path takes ${allowed.join(', ')} only.`] }, 405, {
      Allow: allowed.join(', '),
    });
  });
  return app;
}
