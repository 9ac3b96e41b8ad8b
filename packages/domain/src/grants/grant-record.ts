import type { NewRecord, StoredRecord } from '../ports/record-store.ts';
import { grantKey, grantListing } from '../records/keys.ts';
import { fieldsOf } from '../records/record-fields.ts';
import { parsePrincipal } from '../values/principal.ts';
import type { Grant } from './grant.ts';
import { parseGrantedNamespace } from './granted-namespace.ts';
import { parseGrantedPermission } from './granted-permissions.ts';

/** A grant as it is kept; it is gone with its end. */
export function toGrantRecord(grant: Grant): NewRecord {
  const { principal, namespace, permissions, expiresAt, reason, createdBy, createdAt } = grant;
  return {
    ...grantKey(principal, namespace),
    listedUnder: grantListing(principal, namespace),
    document: {
      principal,
      namespace,
      permissions,
      expires_at: expiresAt?.toISOString() ?? null,
      reason,
      created_by: createdBy,
      created_at: createdAt?.toISOString() ?? null,
    },
    ...(expiresAt && { expiresAt }),
  };
}

export function readGrantRecord(record: StoredRecord): Grant {
  const fields = fieldsOf(record, record.document);
  const createdBy = fields.optionalText('created_by');
  return {
    principal: parsePrincipal(fields.text('principal')),
    namespace: parseGrantedNamespace(fields.text('namespace')),
    permissions: fields.texts('permissions').map(parseGrantedPermission),
    expiresAt: fields.optionalDate('expires_at') ?? null,
    reason: fields.text('reason'),
    createdBy: createdBy === undefined ? null : parsePrincipal(createdBy),
    createdAt: fields.optionalDate('created_at') ?? null,
  };
}
