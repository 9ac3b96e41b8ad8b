import { type Item, TABLE_SCHEMA } from '../table.ts';

/** An item that is there and cannot be read. Never taken for one that is not there. */
export class CorruptedItemError extends Error {
  override readonly name = 'CorruptedItemError';

  constructor(key: Item, cause: unknown) {
    const place = [TABLE_SCHEMA.hash_key, TABLE_SCHEMA.range_key].map((name) => key[name]?.S);
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The table's item ${place.join(' · ')} cannot be read: ${reason}`, { cause });
  }
}
