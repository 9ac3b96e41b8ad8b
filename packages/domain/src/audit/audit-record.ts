import type { NewRecord, StoredRecord } from '../ports/record-store.ts';
import { auditKey } from '../records/keys.ts';
import type { AuditEvent } from './audit-event.ts';

/** How long audit events are kept. */
const KEPT_DAYS = 400;
const A_DAY_MS = 24 * 60 * 60 * 1000;

/** An event that was kept. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly event: AuditEvent;
}

export function toAuditRecord({ id, at, event }: AuditEntry): NewRecord {
  return {
    ...auditKey(at, id),
    document: { event },
    expiresAt: new Date(at.getTime() + KEPT_DAYS * A_DAY_MS),
  };
}

export function readAuditRecord({ id, document }: StoredRecord): AuditEntry {
  const [at = '', entry = ''] = id.split('#');
  const { event } = document;
  if (!isEvent(event)) throw new Error(`The audit event ${id} is damaged.`);
  return { id: entry, at: new Date(at), event };
}

// Events are only ever written by this code, whole.
function isEvent(value: unknown): value is AuditEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'action' in value &&
    'outcome' in value &&
    'requestId' in value &&
    'detail' in value
  );
}
