import type { NewRecord, StoredRecord } from '../ports/record-store.ts';
import { identityKey } from '../records/keys.ts';
import { fieldsOf } from '../records/record-fields.ts';
import { parseResourceName } from '../values/resource-name.ts';
import type { Identity } from './identity.ts';
import { formatMatch, type MatchDocument } from './match-document.ts';
import { parseMatch } from './parse-match.ts';

export function toIdentityRecord({ name, match }: Identity): NewRecord {
  return { ...identityKey(name), document: { match: formatMatch(match) } };
}

export function readIdentityRecord(record: StoredRecord): Identity {
  const match: MatchDocument = fieldsOf(record, record.document).object('match');
  return { name: parseResourceName(record.id), match: parseMatch(match) };
}
