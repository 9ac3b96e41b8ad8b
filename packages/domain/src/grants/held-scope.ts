import {
  formatScopeEntry,
  includesScope,
  type Permission,
  type Scope,
  type ScopeEntry,
} from '../values/scope.ts';
import { type Grant, isActive } from './grant.ts';
import { fillNamespace, type Variables } from './granted-namespace.ts';

/** One thing that somebody may do, and the grant that it comes from. */
export interface Held {
  readonly entry: ScopeEntry;
  readonly grant: Grant;
}

/** What `grants` give, now, to somebody with these claims. */
export function heldBy(grants: readonly Grant[], variables: Variables, now: Date): Held[] {
  return grants
    .filter((grant) => isActive(grant, now))
    .flatMap((grant) => {
      const pattern = fillNamespace(grant.namespace, variables);
      if (pattern === undefined) return [];
      return grant.permissions.map((permission) => ({
        entry: entryFor(permission, pattern),
        grant,
      }));
    });
}

/** All of it, in the fewest entries. */
export function fullScope(held: readonly Held[]): Scope {
  return fewest(held.map(({ entry }) => entry));
}

/**
 * All that is held `within` until then (milliseconds since 1970), or where nothing lasts so long,
 * until the last of it ends. What ends before is left out. A token ends with the first of its
 * grants: else whoever may grant somebody something for a moment could take the rest from them.
 */
export function lastingScope(
  held: readonly Held[],
  until: number,
  within: Scope = [{ permission: 'admin' }],
): Scope {
  const inside = held.filter(({ entry }) => commonScope(within, [entry]).length > 0);
  const enough = Math.min(until, Math.max(...inside.map(({ grant }) => endOf(grant))));
  return commonScope(within, fullScope(inside.filter(({ grant }) => endOf(grant) >= enough)));
}

/** What lies within both. */
export function commonScope(one: Scope, other: Scope): Scope {
  return fewest([
    ...one.filter((entry) => includesScope(other, [entry])),
    ...other.filter((entry) => includesScope(one, [entry])),
  ]);
}

function fewest(scope: Scope): Scope {
  const entries = [...new Map(scope.map((entry) => [formatScopeEntry(entry), entry])).values()];
  return entries.filter(
    (entry) => !entries.some((other) => other !== entry && includesScope([other], [entry])),
  );
}

/** Of the grants that allow `entry`, the one that lasts longest. */
export function coverOf(held: readonly Held[], entry: ScopeEntry): Grant | undefined {
  return held
    .filter((one) => includesScope([one.entry], [entry]))
    .map(({ grant }) => grant)
    .reduce<Grant | undefined>(
      (best, grant) => (best && endOf(best) >= endOf(grant) ? best : grant),
      undefined,
    );
}

/** Milliseconds since 1970; Infinity where it has no end. */
export function endOf({ expiresAt }: Pick<Grant, 'expiresAt'>): number {
  return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** What of `wanted` is not held, the grants that the rest is taken from, and the first of their ends. */
export function takeFrom(
  held: readonly Held[],
  wanted: Scope,
): { readonly missing: Scope; readonly from: readonly Grant[]; readonly endsAt: number } {
  const covers = wanted.map((entry) => ({ entry, cover: coverOf(held, entry) }));
  const from = covers.flatMap(({ cover }) => cover ?? []);
  return {
    missing: covers.filter(({ cover }) => cover === undefined).map(({ entry }) => entry),
    from,
    endsAt: Math.min(...from.map(endOf)),
  };
}

/** `permission` as an entry of a scope. */
export function entryFor(
  permission: Permission | 'admin',
  pattern: Exclude<ScopeEntry, { permission: 'admin' }>['pattern'],
): ScopeEntry {
  return permission === 'admin' ? { permission } : { permission, pattern };
}
