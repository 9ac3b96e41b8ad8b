import { type RouteConfig, type RouteHandler, z } from '@hono/zod-openapi';
import {
  authorize,
  authorizeAdmin,
  authorizeGranting,
  InvalidError,
  type Permission,
  parseGrantedNamespace,
  parseNamespace,
} from '@registry/domain';
import type { Context } from 'hono';
import type { ApiApp, ApiEnv } from './api-env.ts';
import type { Authenticate } from './authentication/authenticate.ts';
import { faultsOf } from './faults.ts';
import { readJson } from './read-body.ts';

/**
 * Who may ask: nobody in particular, whoever has signed for AWS (which the gateway checks), whoever
 * has a token, an administrator, or whoever may do this in the namespace.
 */
export type Access =
  | 'anybody'
  | 'aws_caller'
  | 'any_token'
  | 'admin'
  | 'create_or_delete_grant'
  | Permission;

/**
 * A route as it is declared: from this come its checks, its types and its documentation, the
 * access as an extension of OpenAPI.
 */
export interface Declaration extends RouteConfig {
  readonly 'x-access': Access;
}

/** Answers in one of the declared forms; a plain Response where the context's helpers cost too much. */
type Handler<D extends Declaration> = (
  ...given: Parameters<RouteHandler<D, ApiEnv>>
) => ReturnType<RouteHandler<D, ApiEnv>> | Promise<Response>;

/** Keeps the literal types of a declaration, which its handler is checked against. */
export function declare<const D extends Declaration>(declaration: D): D {
  return declaration;
}

/**
 * Serves `declaration`. Checks come in this order: the token, what it allows in the namespace of
 * the path, the other names, the query, the body. Whoever may not ask therefore learns nothing from the
 * answer, and no body of theirs is read. It is one function and not a chain of middleware,
 * because a chain costs as much as all the rest of an answer from memory.
 */
export function addRoute<D extends Declaration>(
  app: ApiApp,
  declaration: D,
  authenticate: Authenticate,
  handler: Handler<D>,
): void {
  const access = declaration['x-access'];
  const open: RouteConfig = declaration;
  app.openAPIRegistry.registerPath({
    ...open,
    ...SECURITY[access === 'anybody' || access === 'aws_caller' ? access : 'bearer'],
  });

  const { params, query, body } = declaration.request ?? {};
  // A body that may be left out is for the handler to read.
  const json = body?.required ? jsonSchemaOf(body) : undefined;
  const answer = async (c: Context<ApiEnv>) => {
    if (access !== 'anybody' && access !== 'aws_caller') await admit(c, access, authenticate);
    if (params) {
      c.req.addValidatedData('param', check('param', params, c.req.param()));
      c.set('isPathChecked', true);
    }
    if (query) c.req.addValidatedData('query', check('query', query, queryOf(c)));
    if (json) c.req.addValidatedData('json', check('json', json, await readJson(c)));
    const response = await handler(c, noNext);
    // A handler's answer is of one of the declared kinds; to Hono each is a Response.
    return response as Response;
  };
  app.on(declaration.method, declaration.path.replaceAll(/\{(\w+)\}/g, ':$1'), answer);
}

// The names are those of the security schemes in the API document.
const SECURITY = {
  anybody: {},
  aws_caller: { security: [{ aws: [] }] },
  bearer: { security: [{ bearer: [] }] },
};

async function admit(
  c: Context<ApiEnv>,
  access: Exclude<Access, 'anybody' | 'aws_caller'>,
  authenticate: Authenticate,
) {
  const caller = await authenticate(c);
  c.set('caller', caller);
  if (access === 'any_token') return;
  if (access === 'admin') return authorizeAdmin(caller);
  const namespace = c.req.param('namespace') ?? '';
  if (access === 'download' || access === 'upload') {
    return authorize(caller, access, parseNamespace(namespace));
  }
  authorizeGranting(caller, GRANTING[access], parseGrantedNamespace(namespace));
}

/** What is about grants is asked for a namespace, a pattern of them or one with a variable. */
const GRANTING = {
  create_grant: ['create_grant'],
  delete_grant: ['delete_grant'],
  create_or_delete_grant: ['create_grant', 'delete_grant'],
} as const;

/** InvalidError where a parameter is sent twice: who else reads the query may take the other one. */
function queryOf(c: Context<ApiEnv>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => {
      const [value = '', ...more] = values;
      if (more.length > 0) throw new InvalidError('Send each query parameter once.');
      return [name, value];
    }),
  );
}

function check(target: 'param' | 'query' | 'json', schema: z.ZodType, value: unknown): object {
  const result = schema.safeParse(value);
  if (result.success) return Object(result.data);
  throw faultsOf(target, result.error);
}

function jsonSchemaOf(body: RouteConfigBody): z.ZodType | undefined {
  const content = body?.content['application/json'];
  if (content === undefined || !('schema' in content)) return undefined;
  return content.schema instanceof z.ZodType ? content.schema : undefined;
}

type RouteConfigBody = NonNullable<RouteConfig['request']>['body'];

const noNext = async (): Promise<void> => {};
