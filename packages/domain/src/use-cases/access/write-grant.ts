import { type Actor, doneBy } from '../../audit/actor.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { InvalidError } from '../../errors.ts';
import { guardAdministrators } from '../../grants/administrators-guard.ts';
import type { Grant } from '../../grants/grant.ts';
import { toGrantRecord } from '../../grants/grant-record.ts';
import { checkPermissions } from '../../grants/granted-permissions.ts';
import { narrows, requireHeld, requirePermission } from '../../grants/granting.ts';
import type { RecordChange } from '../../ports/record-store.ts';
import { revisionAfter } from '../../record-store/record-changes.ts';
import { commitRetrying } from '../../records/commit-retrying.ts';
import type { Precondition } from '../../records/etag.ts';
import type { AccessDeps } from './access-deps.ts';
import { checkGrantee } from './check-grantee.ts';
import {
  type GrantAddress,
  type GrantSituation,
  type GrantTerms,
  readSituation,
  refuseManaged,
  requireRank,
  type StoredGrant,
} from './grant-situation.ts';

/** Makes a grant or gives it other terms: those that `termsOf` makes of the one that is there. */
export interface GrantWriting {
  readonly address: GrantAddress;
  readonly precondition: Precondition;
  readonly termsOf: (old: Grant | undefined) => GrantTerms;
}

/**
 * Writes a grant, if the actor may, and tells the audit in the same commit.
 *
 * @throws ForbiddenError where they may not, InvalidError where it cannot be granted, and what
 *   {@link refuseManaged}, {@link readSituation} and {@link guardAdministrators} throw
 */
export function createWriteGrant(deps: AccessDeps) {
  return (
    { caller, request }: Actor,
    { address, precondition, termsOf }: GrantWriting,
  ): Promise<StoredGrant & { readonly created: boolean }> =>
    commitRetrying(deps, async () => {
      refuseManaged(deps, address);
      const situation = await readSituation(deps, caller, address, precondition);
      const { old, expected, now } = situation;
      const terms = termsOf(old);
      const grant: Grant = {
        ...address,
        ...terms,
        permissions: checkPermissions(terms.permissions, address.namespace),
        createdBy: old?.createdBy ?? caller.principal,
        createdAt: old?.createdAt ?? now,
      };
      judge(situation, grant);
      const record = toGrantRecord(grant);
      const event = doneBy({ caller, request }, 'grant.put', {
        to: address.principal,
        namespace: address.namespace,
        permissions: grant.permissions,
        expires_at: grant.expiresAt?.toISOString() ?? 'never',
        reason: grant.reason,
      });
      const changes: RecordChange[] = [
        { kind: 'put', record, expected },
        ...(old === undefined ? await checkGrantee(deps.records, grant) : []),
        ...(await guardAdministrators(deps.records, old, grant)),
        auditChange(deps, event),
      ];
      const stored = { revision: revisionAfter(expected), document: record.document };
      return { changes, result: { created: old === undefined, grant, record: stored } };
    });
}

/** Who made a grant may take it back in part; of somebody else's that takes `delete_grant`. */
function judge(situation: GrantSituation, grant: Grant): void {
  const { old, granting, now } = situation;
  if (grant.expiresAt !== null && grant.expiresAt <= now) {
    throw new InvalidError('A grant ends in the future; delete it to end it now.');
  }
  requirePermission(granting, 'create_grant', grant.namespace);
  requireHeld(granting, old, grant);
  if (old === undefined || !narrows(old, grant)) return;
  requireRank(situation);
  if (old.createdBy !== granting.caller.principal) {
    requirePermission(granting, 'delete_grant', grant.namespace);
  }
}
