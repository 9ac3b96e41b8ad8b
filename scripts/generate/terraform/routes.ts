import type { describeFunctions } from '../../../packages/server/src/describe.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** An operation with what API Gateway's import reads of it, and what Terraform makes the rest from. */
interface Route {
  readonly operationId: string;
  /** The function that serves it. */
  readonly function: string;
  /** `x-access` of the declaration. */
  readonly access: string;
  /** The names in the path; all are text, and the function checks them. */
  readonly path_parameters: readonly string[];
  readonly statuses: readonly string[];
}

export type Routes = Readonly<Record<string, Readonly<Record<string, Route>>>>;

/**
 * Every route by path and method. Schemas are left out: API Gateway's import refuses some of what
 * they are written with, and it is the functions that check what comes in.
 */
export function routesOf(functions: ReturnType<typeof describeFunctions>): Routes {
  const operations = functions.flatMap(({ name, paths }) =>
    Object.entries(paths).flatMap(([path, item]) =>
      METHODS.map((method) => ({ name, path, method, operation: item[method] })),
    ),
  );
  const routes = new Map<string, Record<string, Route>>();
  for (const { name, path, method, operation } of operations) {
    if (operation === undefined) continue;
    const methods = routes.get(path) ?? {};
    if (method in methods) throw new Error(`Two functions serve ${method} ${path}.`);
    if (operation.operationId === undefined) throw new Error(`${method} ${path} has no name.`);
    methods[method] = {
      operationId: operation.operationId,
      function: name,
      access: String(operation['x-access']),
      path_parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter),
      statuses: Object.keys(operation.responses ?? {}),
    };
    routes.set(path, methods);
  }
  return Object.fromEntries([...routes].sort(([a], [b]) => (a < b ? -1 : 1)));
}
