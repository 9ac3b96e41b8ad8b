import { authorizeAdmin, type Caller } from '../../access/caller.ts';
import { type Grant, isActive } from '../../grants/grant.ts';
import type { GrantReader } from '../../grants/grant-reader.ts';
import { fillNamespace, mayHold } from '../../grants/granted-namespace.ts';
import type { GrantedPermission } from '../../grants/granted-permissions.ts';
import { entryFor, heldBy } from '../../grants/held-scope.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordReader } from '../../ports/record-store.ts';
import type { Principal } from '../../values/principal.ts';
import type { ResourceName } from '../../values/resource-name.ts';
import { includesScope, type NamespacePattern } from '../../values/scope.ts';
import { createOwnStandings, createPossibleStandings, type PossibleStanding } from './standings.ts';

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
  /**
   * The identities that allow it, or may. What is granted to one that matches only perhaps is not
   * counted: whether it does, their proof will say.
   */
  readonly identities: readonly {
    readonly name: ResourceName;
    readonly matches: 'yes' | 'perhaps';
  }[];
}

/**
 * May somebody do this, by what is granted now? It is what a token of theirs could have in its
 * scope. Everybody may ask about themselves; ForbiddenError to who asks about others and is no
 * administrator.
 */
export function createExplainAccess(deps: {
  readonly grants: GrantReader;
  readonly records: RecordReader;
  readonly clock: Clock;
}) {
  const [ownStandings, possibleStandings] = [
    createOwnStandings(deps),
    createPossibleStandings(deps),
  ];
  return async (caller: Caller, question: AccessQuestion): Promise<AccessAnswer> => {
    const { principal } = question;
    const isSelf = principal === undefined || principal === caller.principal;
    if (!isSelf) authorizeAdmin(caller);
    const standings = await (isSelf ? ownStandings(caller) : possibleStandings(principal));
    const now = deps.clock();
    const reasons = standings
      .map((standing) => ({ ...standing, ...reasonsIn(standing, question, now) }))
      .filter(({ by, templated }) => by.length + templated.length > 0);
    const certain = reasons.filter(({ matches }) => matches === 'yes');
    const by = certain.flatMap((one) => one.by);
    return {
      allowed: by.length > 0,
      by,
      templated: certain.flatMap((one) => one.templated),
      identities: reasons.flatMap(({ identity, matches }) =>
        identity === undefined ? [] : [{ name: identity, matches }],
      ),
    };
  };
}

function reasonsIn(
  { grants, variables }: PossibleStanding,
  { permission, namespace }: AccessQuestion,
  now: Date,
): Pick<AccessAnswer, 'by' | 'templated'> {
  const entry = entryFor(permission, namespace);
  const by = heldBy(grants, variables, now)
    .filter((held) => includesScope([held.entry], [entry]))
    .map(({ grant }) => grant);
  const templated = grants.filter(
    (grant) =>
      isActive(grant, now) &&
      permission !== 'admin' &&
      grant.permissions.includes(permission) &&
      fillNamespace(grant.namespace, variables) === undefined &&
      mayHold(grant.namespace, namespace),
  );
  return { by: [...new Set(by)], templated };
}
