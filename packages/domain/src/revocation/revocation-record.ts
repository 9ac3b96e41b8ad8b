import type { NewRecord, RecordDocument, StoredRecord } from '../ports/record-store.ts';
import { REVOCATIONS } from '../records/keys.ts';
import { fieldsOf } from '../records/record-fields.ts';
import { parsePrincipal } from '../values/principal.ts';
import { parseResourceName } from '../values/resource-name.ts';
import type { Revocation } from './revocations.ts';

/** All revocations as they are kept: one record, which one read tells. */
export function toRevocationRecord(revocations: readonly Revocation[]): NewRecord {
  return {
    ...REVOCATIONS,
    document: {
      revocations: revocations.map(({ id, what, reason, by, at, expiresAt }) => ({
        id,
        ...what,
        reason,
        by,
        at: at.toISOString(),
        expires_at: expiresAt.toISOString(),
      })),
    },
  };
}

/** Those that still matter at `now`; none where nothing was ever revoked. */
export function readRevocationRecord(record: StoredRecord | undefined, now: Date): Revocation[] {
  if (record === undefined) return [];
  return fieldsOf(record, record.document)
    .objects('revocations')
    .map(readRevocation)
    .filter(({ expiresAt }) => expiresAt > now);
}

function readRevocation(document: RecordDocument): Revocation {
  const fields = fieldsOf(REVOCATIONS, document);
  const [jti, principal] = [fields.optionalText('jti'), fields.optionalText('principal')];
  return {
    id: fields.text('id'),
    what:
      jti !== undefined
        ? { jti }
        : principal !== undefined
          ? { principal: parsePrincipal(principal) }
          : { identity: parseResourceName(fields.text('identity')) },
    reason: fields.text('reason'),
    by: parsePrincipal(fields.text('by')),
    at: fields.date('at'),
    expiresAt: fields.date('expires_at'),
  };
}
