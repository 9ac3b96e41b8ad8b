import type { Clock } from '../ports/clock.ts';
import type { AuditEvent, RecordAudit } from './audit-event.ts';

const A_MINUTE_MS = 60_000;
/** Of one instance: what an attacker can make us keep stays far below what the table takes. */
export const REFUSALS_KEPT_PER_MINUTE = 30;

/**
 * An audit for refusals of people who have proved nothing that counts here: anybody can cause
 * them, any number of times. So many a minute are kept one by one; of the others only the number
 * is told, to `onCounted` with each, and kept with the first one of the next minute.
 */
export function boundRefusals(
  record: RecordAudit,
  deps: { readonly clock: Clock; readonly onCounted: (uncounted: number) => void },
): RecordAudit {
  let minute = 0;
  let kept = 0;
  let dropped = 0;
  return async (event: AuditEvent) => {
    const now = Math.floor(deps.clock().getTime() / A_MINUTE_MS);
    if (now !== minute) {
      minute = now;
      kept = 0;
    }
    if (kept >= REFUSALS_KEPT_PER_MINUTE) {
      dropped += 1;
      deps.onCounted(dropped);
      return;
    }
    kept += 1;
    const counted = dropped;
    dropped = 0;
    const detail = counted === 0 ? event.detail : { ...event.detail, not_kept_before: counted };
    await record({ ...event, detail });
  };
}
