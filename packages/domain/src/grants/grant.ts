import type { Brand } from '../values/brand.ts';
import type { Principal } from '../values/principal.ts';
import type { NamespacePattern, Permission } from '../values/scope.ts';

/** A namespace pattern, or one with `{claim}` where a verified claim of the proof goes. */
export type GrantedNamespace = NamespacePattern | Brand<string, 'NamespaceTemplate'>;

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
  readonly createdBy: Principal;
  readonly createdAt: Date;
  /** Given by the deployment, and changed there only. */
  readonly managedBy?: 'terraform';
}
