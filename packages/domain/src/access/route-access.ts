import type { Permission } from '../values/scope.ts';

/** Requests by method and path; the namespace is the path segment after `under`. */
export interface RouteAccess {
  readonly methods: readonly string[];
  /** Begins and ends in a slash. */
  readonly under: string;
}

/**
 * Which requests a permission opens in its namespaces. The one home of this: the authorizer makes
 * its policies from it, and the declared routes of the registry are tested against it.
 */
export const ROUTE_ACCESS: Readonly<Record<Permission, RouteAccess | undefined>> = {
  download: { methods: ['GET'], under: '/v1/modules/' },
  upload: { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], under: '/v1/modules/' },
  // Nothing is served for grants yet, so that nothing is opened for them either.
  create_grant: undefined,
  delete_grant: undefined,
};

/** What every token opens, whatever its scope. */
export const OPEN_TO_EVERY_TOKEN: readonly { readonly method: string; readonly path: string }[] = [
  { method: 'GET', path: '/v1/whoami' },
];
