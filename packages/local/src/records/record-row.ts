import type { SQLOutputValue } from 'node:sqlite';
import type { RecordDocument, StoredRecord } from '@registry/domain';

/** A record from its row. */
export function readRow(row: Readonly<Record<string, SQLOutputValue>>): StoredRecord {
  const document: RecordDocument = JSON.parse(String(row['document']));
  const { listed_partition, listed_id, expires_at } = row;
  return {
    partition: String(row['partition']),
    id: String(row['id']),
    document,
    revision: Number(row['revision']),
    ...(typeof listed_partition === 'string'
      ? { listedUnder: { partition: listed_partition, id: String(listed_id) } }
      : {}),
    ...(typeof expires_at === 'number' ? { expiresAt: new Date(expires_at) } : {}),
  };
}
