import type { AuditEvent } from '../../audit/audit-event.ts';
import { type AuditEntry, readAuditRecord } from '../../audit/audit-record.ts';
import { InvalidError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordReader } from '../../ports/record-store.ts';
import { auditPartition } from '../../records/keys.ts';
import type { Listed, ListPage } from '../../records/listing.ts';

export interface AuditFilter {
  /** Absent: thirty days before `until`. */
  readonly since?: Date | undefined;
  /** Absent: now. */
  readonly until?: Date | undefined;
  readonly principal?: string | undefined;
  readonly action?: AuditEvent['action'] | undefined;
}

const A_DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 400;
// So many reads of the table at most for one page; the rest is the next one's.
const MAX_READS = 40;

/**
 * What was done, the newest first. A page may hold fewer than its limit, or none, and still have a
 * next one: events are filtered after they were read.
 */
export function createListAudit(deps: { readonly records: RecordReader; readonly clock: Clock }) {
  const { records, clock } = deps;
  return async (filter: AuditFilter, page: ListPage): Promise<Listed<AuditEntry>> => {
    const start = page.cursor === undefined ? beginAt(filter, clock()) : readPosition(page.cursor);
    const { since, until } = start;
    const items: AuditEntry[] = [];
    let { day, cursor } = start;
    for (let reads = 0; reads < MAX_READS; reads += 1) {
      if (day.getTime() + A_DAY_MS <= since.getTime()) return { items, next: undefined };
      const found = await records.list(auditPartition(day), {
        from: since.toISOString(),
        to: `${until.toISOString()}~`,
        descending: true,
        limit: page.limit - items.length,
        ...(cursor === undefined ? {} : { cursor }),
      });
      items.push(...found.records.map(readAuditRecord).filter((entry) => isMeant(entry, filter)));
      cursor = found.next;
      if (cursor === undefined) day = new Date(day.getTime() - A_DAY_MS);
      if (items.length >= page.limit) break;
    }
    return { items, next: formatPosition({ since, until, day, cursor }) };
  };
}

function isMeant({ event }: AuditEntry, { principal, action }: AuditFilter): boolean {
  return (
    (action === undefined || event.action === action) &&
    (principal === undefined || event.principal === principal || event.detail['to'] === principal)
  );
}

/** Where the next page begins. The times are in it, since "now" is another one by then. */
interface Position {
  readonly since: Date;
  readonly until: Date;
  /** Midnight of the day that is read, in UTC. */
  readonly day: Date;
  readonly cursor: string | undefined;
}

function beginAt({ since, until: asked }: AuditFilter, now: Date): Position {
  const until = asked ?? now;
  const from = since ?? new Date(until.getTime() - DEFAULT_DAYS * A_DAY_MS);
  if (from > until)
    throw new InvalidError('The audit is asked for from since to until; swap them.');
  if (until.getTime() - from.getTime() > MAX_DAYS * A_DAY_MS) {
    throw new InvalidError(`The audit is kept, and asked for, ${MAX_DAYS} days at most.`);
  }
  const day = new Date(Math.floor(until.getTime() / A_DAY_MS) * A_DAY_MS);
  return { since: from, until, day, cursor: undefined };
}

function formatPosition({ since, until, day, cursor }: Position): string {
  const times = [since, until, day].map((time) => time.getTime());
  return Buffer.from(JSON.stringify([...times, cursor ?? null])).toString('base64url');
}

function readPosition(text: string): Position {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parts)) throw new TypeError('no list');
    const [since, until, day, cursor]: unknown[] = parts;
    const [from, to, at] = [since, until, day].map((time) => new Date(Number(time)));
    if (!from || !to || !at) throw new TypeError('no position');
    const span = to.getTime() - from.getTime();
    const isSound =
      span >= 0 && span <= MAX_DAYS * A_DAY_MS && at <= to && at.getTime() % A_DAY_MS === 0;
    if (!isSound || !(cursor === null || typeof cursor === 'string'))
      throw new TypeError('no position');
    return { since: from, until: to, day: at, cursor: cursor ?? undefined };
  } catch (cause) {
    throw new InvalidError('The cursor belongs to no list; begin again without one.', { cause });
  }
}
