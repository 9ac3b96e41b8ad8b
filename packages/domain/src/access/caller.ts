import { ForbiddenError } from '../errors.ts';
import type { Namespace } from '../values/names.ts';
import type { Principal } from '../values/principal.ts';
import type { ResourceName } from '../values/resource-name.ts';
import { type Permission, permits, type Scope } from '../values/scope.ts';

/** Who makes a request, and what the token they brought allows. */
export interface Caller {
  readonly principal: Principal;
  /** Who has proved to be that, where they act as an identity: a role, a job, a person. */
  readonly actor?: Principal;
  readonly scope: Scope;
  /** When the token was given; of one that cannot be believed to say so, when it was brought. */
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** The token's `jti`. */
  readonly tokenId: string;
  /** The `jti` of the first token, where this one was traded for it, at once or in steps. */
  readonly origin?: string;
  /** When that one was given; absent where `origin` is. */
  readonly originIssuedAt?: Date;
  /** The `jti`s of the tokens in between, the oldest first; absent where there are none. */
  readonly through?: readonly string[];
  /** Whom the principal acts as where several identities match it; mostly none. */
  readonly identities: readonly ResourceName[];
  /** Claims of the proof that a grant with `{claim}` was filled with; absent where none was. */
  readonly variables?: Readonly<Record<string, string>>;
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

/** ForbiddenError unless the caller may do everything. */
export function authorizeAdmin({ scope }: Caller): void {
  if (scope.some(({ permission }) => permission === 'admin')) return;
  throw new ForbiddenError(
    'This takes an administrator; ask for a token with the scope "admin", if you may have one.',
  );
}
