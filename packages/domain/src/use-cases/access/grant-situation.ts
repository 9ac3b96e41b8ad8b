import type { Caller } from '../../access/caller.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type { Grant } from '../../grants/grant.ts';
import { readGrantRecord } from '../../grants/grant-record.ts';
import type { GrantedNamespace } from '../../grants/granted-namespace.ts';
import type { Granting } from '../../grants/granting.ts';
import { requirePermission } from '../../grants/granting.ts';
import { heldBy } from '../../grants/held-scope.ts';
import type { RecordKey, StoredRecord } from '../../ports/record-store.ts';
import { checkPrecondition, type Precondition } from '../../records/etag.ts';
import { grantKey } from '../../records/keys.ts';
import type { Principal } from '../../values/principal.ts';
import { parseNamespacePattern } from '../../values/scope.ts';
import type { AccessDeps } from './access-deps.ts';

/** Which grant: there is one for each principal and namespace. */
export interface GrantAddress {
  readonly principal: Principal;
  readonly namespace: GrantedNamespace;
}

/** What somebody decides about a grant. */
export type GrantTerms = Pick<Grant, 'permissions' | 'expiresAt' | 'reason'>;

export interface StoredGrant {
  readonly grant: Grant;
  /** As ETags are made from it. */
  readonly record: Pick<StoredRecord, 'revision' | 'document'>;
}

/** A grant as it is now, and what whoever wants to change it may do. */
export interface GrantSituation {
  readonly key: RecordKey;
  readonly old: Grant | undefined;
  /** Of the record: what must still be there when the change is committed. */
  readonly expected: number | 'absent';
  readonly granting: Granting;
  readonly now: Date;
}

/** PreconditionFailedError where the grant is not what whoever asks has seen last. */
export async function readSituation(
  deps: AccessDeps,
  caller: Caller,
  address: GrantAddress,
  precondition: Precondition,
): Promise<GrantSituation> {
  const key = grantKey(address.principal, address.namespace);
  const [record, granted] = await Promise.all([deps.records.get(key), deps.grants(caller)]);
  checkPrecondition(precondition, record);
  const now = deps.clock();
  return {
    key,
    old: record && readGrantRecord(record),
    expected: record?.revision ?? 'absent',
    granting: { caller, held: heldBy(granted, caller.variables ?? {}, now) },
    now,
  };
}

/** NotFoundError where there is no grant. */
export function existingGrant(old: Grant | undefined): Grant {
  if (old !== undefined) return old;
  throw new NotFoundError('There is no grant for this principal on this namespace.');
}

/** ForbiddenError to who takes `admin` from somebody and does not have it. */
export function requireRank({ granting, old }: GrantSituation): void {
  if (!old?.permissions.includes('admin')) return;
  requirePermission(granting, 'admin', parseNamespacePattern('*'));
}

/**
 * ConflictError where the deployment manages the grant. One that was stored before the deployment
 * named its principal is still there beside it, and can be deleted, but not changed: whoever
 * narrows it would believe to have taken something away.
 */
export function refuseManaged(
  { deployment }: Pick<AccessDeps, 'deployment'>,
  { principal, namespace }: GrantAddress,
): void {
  const isManaged = deployment.listed.some(
    (grant) => grant.principal === principal && grant.namespace === namespace,
  );
  if (!isManaged) return;
  throw new ConflictError(
    'This grant is managed by the deployment (Terraform); change the administrators there.',
  );
}
