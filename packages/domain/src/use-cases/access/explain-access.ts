import { authorizeAdmin, type Caller } from '../../access/caller.ts';
import { type Grant, isActive } from '../../grants/grant.ts';
import type { GrantReader } from '../../grants/grant-reader.ts';
import { fillNamespace, mayHold } from '../../grants/granted-namespace.ts';
import type { GrantedPermission } from '../../grants/granted-permissions.ts';
import { entryFor, heldBy } from '../../grants/held-scope.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Principal } from '../../values/principal.ts';
import { includesScope, type NamespacePattern } from '../../values/scope.ts';

export interface AccessQuestion {
  /** Absent: who asks. */
  readonly principal: Principal | undefined;
  readonly permission: GrantedPermission;
  readonly namespace: NamespacePattern;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  /** The grants that allow it. */
  readonly by: readonly Grant[];
  /** Grants that may allow it, depending on claims that nobody knows here. */
  readonly templated: readonly Grant[];
}

/**
 * May somebody do this, by what is granted now? It is what a token of theirs could have in its
 * scope. Everybody may ask about themselves; ForbiddenError to who asks about others and is no
 * administrator.
 */
export function createExplainAccess(deps: { readonly grants: GrantReader; readonly clock: Clock }) {
  return async (caller: Caller, question: AccessQuestion): Promise<AccessAnswer> => {
    const { principal, permission, namespace } = question;
    const isSelf = principal === undefined || principal === caller.principal;
    if (!isSelf) authorizeAdmin(caller);
    const standing = isSelf ? caller : { principal, identities: [] };
    const variables = (isSelf && caller.variables) || {};
    const granted = await deps.grants(standing);
    const now = deps.clock();
    const entry = entryFor(permission, namespace);
    const by = heldBy(granted, variables, now)
      .filter((held) => includesScope([held.entry], [entry]))
      .map(({ grant }) => grant);
    const templated = granted.filter(
      (grant) =>
        isActive(grant, now) &&
        permission !== 'admin' &&
        grant.permissions.includes(permission) &&
        fillNamespace(grant.namespace, variables) === undefined &&
        mayHold(grant.namespace, namespace),
    );
    return { allowed: by.length > 0, by: [...new Set(by)], templated };
  };
}
