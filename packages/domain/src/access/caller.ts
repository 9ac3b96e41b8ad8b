import { ForbiddenError } from '../errors.ts';
import type { Namespace } from '../values/names.ts';
import type { Principal } from '../values/principal.ts';
import { type Permission, permits, type Scope } from '../values/scope.ts';

/** Who makes a request, and what the token they brought allows. */
export interface Caller {
  readonly principal: Principal;
  readonly scope: Scope;
  readonly expiresAt: Date;
  /** The token's `jti`. */
  readonly tokenId: string;
}

/**
 * ForbiddenError unless the caller may. Decided from names alone, before anything is looked up:
 * whoever may not read a namespace learns nothing about what is in it.
 */
export function authorize(caller: Caller, permission: Permission, namespace: Namespace): void {
  if (permits(caller.scope, permission, namespace)) return;
  throw new ForbiddenError(
    `This token does not allow ${permission} in the namespace "${namespace}"; ask for a token with the scope "${permission}:${namespace}".`,
  );
}
