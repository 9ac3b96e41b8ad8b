import type { Principal } from '../values/principal.ts';
import type { Permission } from '../values/scope.ts';
import type { GrantedNamespace } from './granted-namespace.ts';

export type { GrantedNamespace } from './granted-namespace.ts';

export const ROLES = {
  reader: ['download'],
  publisher: ['download', 'upload'],
  maintainer: ['download', 'upload', 'create_grant'],
  owner: ['download', 'upload', 'create_grant', 'delete_grant'],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLES;

/** What somebody may do in a namespace. `admin` is granted on `*` alone. */
export interface Grant {
  /** Whom: a principal, or `identity:<name>`. */
  readonly principal: Principal;
  readonly namespace: GrantedNamespace;
  readonly permissions: readonly (Permission | 'admin')[];
  readonly expiresAt: Date | null;
  readonly reason: string;
  /** Null where the deployment gives it. */
  readonly createdBy: Principal | null;
  readonly createdAt: Date | null;
  /** Given by the deployment, and changed there only. */
  readonly managedBy?: 'terraform';
}

export function isActive({ expiresAt }: Pick<Grant, 'expiresAt'>, now: Date): boolean {
  return expiresAt === null || expiresAt > now;
}
