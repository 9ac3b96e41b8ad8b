import type { Principal } from '../values/principal.ts';
import type { Scope } from '../values/scope.ts';
import type { Grant } from './grant.ts';
import { parseGrantedNamespace } from './granted-namespace.ts';

/** What the deployment itself gives, beside what is stored. */
export interface DeploymentGrants {
  /** Shown with the others, and changed where the deployment is written down. */
  readonly listed: readonly Grant[];
  /** Shown nowhere: what the local server's own token may do, or tokens of a shared secret. */
  readonly unlisted: readonly Grant[];
}

/** The administrators that Terraform names. */
export function administratorGrants(principals: readonly Principal[]): Grant[] {
  return principals.map((principal) => ({
    ...deploymentGrant(principal, 'admin', '*'),
    reason: 'Named in the deployment.',
    managedBy: 'terraform',
  }));
}

/** `scope` without an end, as somebody has it by the deployment's word. */
export function scopeGrants(principal: Principal, scope: Scope): Grant[] {
  return scope.map((entry) =>
    entry.permission === 'admin'
      ? deploymentGrant(principal, 'admin', '*')
      : deploymentGrant(principal, entry.permission, entry.pattern),
  );
}

function deploymentGrant(
  principal: Principal,
  permission: Grant['permissions'][number],
  namespace: string,
): Grant {
  return {
    principal,
    namespace: parseGrantedNamespace(namespace),
    permissions: [permission],
    expiresAt: null,
    reason: '',
    createdBy: null,
    createdAt: null,
  };
}
