import { InvalidError } from '../errors.ts';
import { PERMISSIONS, type Permission } from '../values/scope.ts';
import type { Grant } from './grant.ts';
import type { GrantedNamespace } from './granted-namespace.ts';

export const GRANTABLE = [...PERMISSIONS, 'admin'] as const;
export type GrantedPermission = Permission | 'admin';

export function parseGrantedPermission(text: string): GrantedPermission {
  const found = GRANTABLE.find((permission) => permission === text);
  if (found !== undefined) return found;
  throw new InvalidError(`A permission is one of ${GRANTABLE.join(', ')}.`);
}

/** Each once, in the order in which we name them. InvalidError where they cannot be given there. */
export function checkPermissions(
  permissions: Grant['permissions'],
  namespace: GrantedNamespace,
): GrantedPermission[] {
  if (permissions.length === 0) {
    throw new InvalidError('A grant has one permission at least; delete it to take all away.');
  }
  if (permissions.includes('admin') && namespace !== '*') {
    throw new InvalidError(
      'An administrator is one everywhere: grant "admin" on the namespace "*".',
    );
  }
  return GRANTABLE.filter((permission) => permissions.includes(permission));
}
