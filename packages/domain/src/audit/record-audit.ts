import type { Clock } from '../ports/clock.ts';
import type { RecordChange, RecordStore } from '../ports/record-store.ts';
import type { AuditEvent, RecordAudit } from './audit-event.ts';
import { toAuditRecord } from './audit-record.ts';

export interface AuditDeps {
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** The change that keeps `event`, to be committed with what it is about: both or neither. */
export function auditChange(
  { clock, newId }: Pick<AuditDeps, 'clock' | 'newId'>,
  event: AuditEvent,
): RecordChange {
  return {
    kind: 'put',
    record: toAuditRecord({ id: newId(), at: clock(), event }),
    expected: 'absent',
  };
}

/** Keeps what is not a change of records itself: tokens given and refused. */
export function createRecordAudit(deps: AuditDeps): RecordAudit {
  return async (event) => {
    const kept = await deps.records.commit([auditChange(deps, event)]);
    if (kept !== 'committed') throw new Error('Two audit events have the same id.');
  };
}
