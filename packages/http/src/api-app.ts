import { OpenAPIHono } from '@hono/zod-openapi';
import type { Caller } from '@registry/domain';
import { allowedMethods } from './allowed-methods.ts';
import { toErrorResponse } from './error-responses.ts';
import { faultsOf } from './faults.ts';
import type { Logger } from './logger.ts';
import { requestLog } from './request-log.ts';

/** What travels with a request through every app. */
export interface ApiEnv {
  Bindings: {
    /** What the edge already knows about the request; absent in tests that call the app itself. */
    readonly edge?: EdgeContext;
  };
  Variables: {
    requestId: string;
    /** Set by authentication. */
    caller: Caller;
  };
}

export interface EdgeContext {
  /** The id that the gateway has given the request. */
  readonly requestId?: string;
  /** What the gateway's authorizer said of the caller: scalars, as strings. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

export type ApiApp = OpenAPIHono<ApiEnv>;

/** An app as every edge of ours has it: a log line, error bodies, 404, 405 and 422 of one form. */
export function createApiApp(deps: { readonly logger: Logger }): ApiApp {
  const app: ApiApp = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw faultsOf(result.target, result.error);
    },
  });
  app.use(requestLog(deps.logger));
  app.onError((error, c) => {
    const { status, headers, errors } = toErrorResponse(error);
    return c.json({ errors }, status, { ...headers });
  });
  app.notFound((c) => {
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
