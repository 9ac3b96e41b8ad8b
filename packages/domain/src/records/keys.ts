import { hash } from 'node:crypto';
import type { GrantedNamespace } from '../grants/grant.ts';
import type { RecordKey } from '../ports/record-store.ts';
import type { Principal } from '../values/principal.ts';
import type { ResourceName } from '../values/resource-name.ts';

/** Where each kind of record lies: the one file that knows. */
export const IDENTITIES = 'IDENTITIES';
export const ISSUERS = 'ISSUERS';
export const STATIC_TOKENS = 'TOKENS';
/** Every grant, in the order of their namespaces. */
export const ALL_GRANTS = 'GRANTS';

export const identityKey = (name: ResourceName): RecordKey => ({ partition: IDENTITIES, id: name });

export const issuerKey = (name: ResourceName): RecordKey => ({ partition: ISSUERS, id: name });

/** Held by the issuer of this URL, so that no second one has it. */
export const issuerUrlKey = (url: string): RecordKey => ({
  partition: `ISSUER#${url}`,
  id: 'NAME',
});

export const grantsPartition = (principal: Principal): string => `GRANTS#${principal}`;

export const grantKey = (principal: Principal, namespace: GrantedNamespace): RecordKey => ({
  partition: grantsPartition(principal),
  id: namespace,
});

export const grantListing = (principal: Principal, namespace: GrantedNamespace): RecordKey => ({
  partition: ALL_GRANTS,
  id: `${grantsIn(namespace)}${principal}`,
});

/** What the ids under `ALL_GRANTS` begin with, for the grants of this namespace. */
export const grantsIn = (namespace: GrantedNamespace): string => `${namespace}#`;

/** Who holds a stored grant of `admin` without an end. */
export const ADMINISTRATORS_GUARD: RecordKey = { partition: 'GUARD', id: 'ADMINISTRATORS' };

/** Changes whenever something begins to refer to the record at `key`. */
export const referenceGuard = (key: RecordKey): RecordKey => ({
  partition: 'GUARD',
  id: `${key.partition}#${key.id}`,
});

export const staticTokenKey = (name: ResourceName): RecordKey => ({
  partition: STATIC_TOKENS,
  id: name,
});

/** By the SHA-256 of the token in hexadecimal: one read says what it is worth. */
export const tokenDigestKey = (sha256: string): RecordKey => ({
  partition: `TOKEN#${sha256}`,
  id: 'TOKEN',
});

/** One record with every revocation that still matters. */
export const REVOCATIONS: RecordKey = { partition: 'REVOCATIONS', id: 'CURRENT' };

/** The audit of one day, in UTC; ids begin with the time. */
export const auditPartition = (day: Date): string => `AUDIT#${day.toISOString().slice(0, 10)}`;

export const auditKey = (at: Date, id: string): RecordKey => ({
  partition: auditPartition(at),
  id: `${at.toISOString()}#${id}`,
});

/** A proof that was used, by its signature; nobody can make a signature of its digest. */
export const proofKey = (signature: string): RecordKey => ({
  partition: `PROOF#${hash('sha256', signature, 'hex')}`,
  id: 'CLAIM',
});
