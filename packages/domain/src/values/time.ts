import { InvalidError } from '../errors.ts';

// RFC 3339 §5.6; a date alone is its first moment in UTC.
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A moment, as people and programs write one. */
export function parseTime(text: string): Date {
  const time = new Date(TIME.test(text) ? text : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw new InvalidError(
    'A time is written 2026-12-31T23:59:59Z, or 2026-12-31 for its beginning.',
  );
}
