import type { Caller } from '../access/caller.ts';
import type { NewRecord, StoredRecord } from '../ports/record-store.ts';
import { staticTokenKey, tokenDigestKey } from '../records/keys.ts';
import { fieldsOf } from '../records/record-fields.ts';
import { type Principal, parsePrincipal } from '../values/principal.ts';
import { parseResourceName, type ResourceName } from '../values/resource-name.ts';
import { formatScope, parseScope, type Scope } from '../values/scope.ts';

/** A token that somebody keeps: what it allows is fixed when it is made. */
export interface StaticToken {
  readonly name: ResourceName;
  /** SHA-256 of the token, in hexadecimal; the token itself is nowhere. */
  readonly digest: string;
  readonly scope: Scope;
  readonly expiresAt: Date;
  readonly createdBy: Principal;
  readonly createdAt: Date;
  /** To the hour or so, of the uses that were noted: the authorizer on AWS notes none. */
  readonly lastUsedAt?: Date;
}

/** Who brings it. */
export function principalOfStaticToken(name: ResourceName): Principal {
  return parsePrincipal(`token:${name}`);
}

/** Who they are and what they may do. */
export function bearerOfStaticToken(token: StaticToken): Caller {
  return {
    principal: principalOfStaticToken(token.name),
    scope: token.scope,
    issuedAt: token.createdAt,
    expiresAt: token.expiresAt,
    tokenId: `static:${token.name}`,
    identities: [],
  };
}

/** By its name: what lists show. Gone with its end. */
export function toStaticTokenRecord(token: StaticToken): NewRecord {
  return {
    ...staticTokenKey(token.name),
    document: { ...documentOf(token), last_used_at: token.lastUsedAt?.toISOString() ?? null },
    expiresAt: token.expiresAt,
  };
}

/** By its digest: what a request with the token reads, and all it has to. Never changed. */
export function toTokenDigestRecord(token: StaticToken): NewRecord {
  return {
    ...tokenDigestKey(token.digest),
    document: documentOf(token),
    expiresAt: token.expiresAt,
  };
}

/** Reads either record. */
export function readStaticTokenRecord(record: StoredRecord): StaticToken {
  const fields = fieldsOf(record, record.document);
  const lastUsedAt = fields.optionalDate('last_used_at');
  return {
    name: parseResourceName(fields.text('name')),
    digest: fields.text('digest'),
    scope: parseScope(fields.text('scope')),
    expiresAt: fields.date('expires_at'),
    createdBy: parsePrincipal(fields.text('created_by')),
    createdAt: fields.date('created_at'),
    ...(lastUsedAt && { lastUsedAt }),
  };
}

function documentOf(token: StaticToken) {
  return {
    name: token.name,
    digest: token.digest,
    scope: formatScope(token.scope),
    expires_at: token.expiresAt.toISOString(),
    created_by: token.createdBy,
    created_at: token.createdAt.toISOString(),
  };
}
