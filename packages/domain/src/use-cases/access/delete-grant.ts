import { type Actor, doneBy } from '../../audit/actor.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { guardAdministrators } from '../../grants/administrators-guard.ts';
import { requirePermission } from '../../grants/granting.ts';
import type { RecordChange } from '../../ports/record-store.ts';
import { commitRetrying } from '../../records/commit-retrying.ts';
import type { Precondition } from '../../records/etag.ts';
import type { AccessDeps } from './access-deps.ts';
import {
  existingGrant,
  type GrantAddress,
  readSituation,
  refuseManaged,
  requireRank,
} from './grant-situation.ts';

/**
 * Takes a stored grant away. NotFoundError where there is none, ConflictError where there is only
 * one that the deployment manages.
 */
export function createDeleteGrant(deps: AccessDeps) {
  return (actor: Actor, address: GrantAddress, precondition: Precondition): Promise<void> =>
    commitRetrying(deps, async () => {
      const situation = await readSituation(deps, actor.caller, address, precondition);
      const { key, expected } = situation;
      requirePermission(situation.granting, 'delete_grant', address.namespace);
      requireRank(situation);
      if (situation.old === undefined) refuseManaged(deps, address);
      const old = existingGrant(situation.old);
      if (expected === 'absent') throw new Error('A grant is there and is not.');
      const detail = { to: address.principal, namespace: address.namespace };
      const changes: RecordChange[] = [
        { kind: 'delete', key, expected },
        ...(await guardAdministrators(deps.records, old, undefined)),
        auditChange(deps, doneBy(actor, 'grant.delete', detail)),
      ];
      return { changes, result: undefined };
    });
}
