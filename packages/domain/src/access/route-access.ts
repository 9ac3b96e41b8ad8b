import type { Permission } from '../values/scope.ts';

/** Requests by method and path; the namespace, or a pattern of them, is the path segment after `under`. */
export interface RouteAccess {
  readonly methods: readonly string[];
  /** Begins and ends in a slash. */
  readonly under: string;
}

/**
 * Which requests a permission opens in its namespaces. The one home of this: the authorizer makes
 * its policies from it, and the declared routes of the registry are tested against it.
 */
export const ROUTE_ACCESS: Readonly<Record<Permission, RouteAccess>> = {
  download: { methods: ['GET'], under: '/v1/modules/' },
  upload: { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], under: '/v1/modules/' },
  create_grant: { methods: ['GET', 'PUT', 'PATCH'], under: '/v1/namespaces/' },
  delete_grant: { methods: ['GET', 'DELETE'], under: '/v1/namespaces/' },
};

/** What every token opens, whatever its scope. */
export const OPEN_TO_EVERY_TOKEN: readonly { readonly method: string; readonly path: string }[] = [
  { method: 'GET', path: '/v1/whoami' },
  // Answers about others are for administrators; the use case sees to that.
  { method: 'GET', path: '/v1/access' },
];
