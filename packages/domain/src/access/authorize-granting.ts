import { ForbiddenError } from '../errors.ts';
import { boundOf, type GrantedNamespace } from '../grants/granted-namespace.ts';
import { formatScopeEntry, includesScope, type Permission } from '../values/scope.ts';
import type { Caller } from './caller.ts';

/**
 * ForbiddenError unless the caller may do one of `permissions` wherever a grant on `namespace` can
 * hold. What is stored decides as well, later: here it is about the token.
 */
export function authorizeGranting(
  caller: Caller,
  permissions: readonly Permission[],
  namespace: GrantedNamespace,
): void {
  const pattern = boundOf(namespace);
  const wanted = permissions.map((permission) => ({ permission, pattern }));
  if (wanted.some((entry) => includesScope(caller.scope, [entry]))) return;
  throw new ForbiddenError(
    `This token does not allow it; ask for a token with the scope ${wanted.map(formatScopeEntry).join(' or ')}.`,
  );
}
