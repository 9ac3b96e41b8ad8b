import type { Caller } from '../access/caller.ts';
import { ForbiddenError } from '../errors.ts';
import {
  formatScopeEntry,
  includesScope,
  type Permission,
  type ScopeEntry,
} from '../values/scope.ts';
import type { Grant } from './grant.ts';
import { boundOf, type GrantedNamespace } from './granted-namespace.ts';
import { coverOf, endOf, entryFor, type Held } from './held-scope.ts';

/** What somebody may do with grants: what is stored allows it now, and the token that they bring. */
export interface Granting {
  readonly caller: Caller;
  readonly held: readonly Held[];
}

/** ForbiddenError unless `permission` is held wherever `namespace` may lie. */
export function requirePermission(
  granting: Granting,
  permission: Permission | 'admin',
  namespace: GrantedNamespace,
): void {
  const entry = entryFor(permission, boundOf(namespace));
  if (heldUntil(granting, entry) !== undefined) return;
  throw new ForbiddenError(
    `This takes ${formatScopeEntry(entry)}, in your token and granted to you now; ask whoever grants there.`,
  );
}

/** ForbiddenError where `next` gives more, or for longer, than the caller holds. */
export function requireHeld(granting: Granting, old: Grant | undefined, next: Grant): void {
  const isLonger = old === undefined || endOf(next) > endOf(old);
  const added = isLonger
    ? next.permissions
    : next.permissions.filter((permission) => !old.permissions.includes(permission));
  for (const permission of added) {
    const entry = entryFor(permission, boundOf(next.namespace));
    const until = heldUntil(granting, entry);
    if (until !== undefined && until >= endOf(next)) continue;
    const forSoLong = until === undefined ? '' : ' for so long';
    throw new ForbiddenError(
      `You cannot grant ${formatScopeEntry(entry)}${forSoLong}: nobody grants more, or for longer, than they hold themselves.`,
    );
  }
}

/** Does `next` take something away from who has `old`? */
export function narrows(old: Grant, next: Pick<Grant, 'permissions' | 'expiresAt'>): boolean {
  return (
    old.permissions.some((permission) => !next.permissions.includes(permission)) ||
    endOf(next) < endOf(old)
  );
}

/** Is it an administrator as long as nobody says otherwise? */
export function isEndlessAdmin(grant: Grant | undefined): boolean {
  return grant !== undefined && grant.expiresAt === null && grant.permissions.includes('admin');
}

/** Until when, in milliseconds since 1970, `entry` is held; undefined where it is not. */
export function heldUntil({ caller, held }: Granting, entry: ScopeEntry): number | undefined {
  if (!includesScope(caller.scope, [entry])) return undefined;
  const cover = coverOf(held, entry);
  return cover && endOf(cover);
}
