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
  const entries = new Map(held.map(({ entry }) => [formatScopeEntry(entry), entry]));
  return [...entries.values()].filter(
    (entry) =>
      ![...entries.values()].some((other) => other !== entry && includesScope([other], [entry])),
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

/** What of `wanted` is not held, and when the first of what it is taken from ends. */
export function takeFrom(
  held: readonly Held[],
  wanted: Scope,
): { readonly missing: Scope; readonly endsAt: number } {
  const covers = wanted.map((entry) => ({ entry, cover: coverOf(held, entry) }));
  return {
    missing: covers.filter(({ cover }) => cover === undefined).map(({ entry }) => entry),
    endsAt: Math.min(...covers.map(({ cover }) => (cover ? endOf(cover) : Infinity))),
  };
}

/** `permission` as an entry of a scope. */
export function entryFor(
  permission: Permission | 'admin',
  pattern: Exclude<ScopeEntry, { permission: 'admin' }>['pattern'],
): ScopeEntry {
  return permission === 'admin' ? { permission } : { permission, pattern };
}
