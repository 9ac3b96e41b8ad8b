import { type Actor, doneBy } from '../../audit/actor.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { readIdentityRecord } from '../../identity/identity-record.ts';
import type { TrustedIssuer } from '../../identity/issuer.ts';
import { readIssuerRecord, toIssuerRecord } from '../../identity/issuer-record.ts';
import type { RecordChange, RecordReader, StoredRecord } from '../../ports/record-store.ts';
import { revisionAfter } from '../../record-store/record-changes.ts';
import { commitRetrying } from '../../records/commit-retrying.ts';
import { checkPrecondition, etagOf, type Precondition } from '../../records/etag.ts';
import { IDENTITIES, ISSUERS, issuerKey, issuerUrlKey } from '../../records/keys.ts';
import { listAll } from '../../records/list-all.ts';
import type { Listed, ListPage, Tagged } from '../../records/listing.ts';
import { deleteUnreferred } from '../../records/references.ts';
import type { ResourceName } from '../../values/resource-name.ts';
import type { AccessDeps } from './access-deps.ts';
import { keepBindings } from './keep-bindings.ts';

/**
 * Trusts an issuer, or trusts it otherwise. ConflictError where another name has its URL, or an
 * identity binds too little for its new preset.
 */
export function createPutIssuer(deps: AccessDeps) {
  const { records } = deps;
  return (issuer: TrustedIssuer, actor: Actor, precondition: Precondition) =>
    commitRetrying(deps, async () => {
      const old = await records.get(issuerKey(issuer.name));
      checkPrecondition(precondition, old);
      const expected = old?.revision ?? 'absent';
      const before = old && readIssuerRecord(old);
      const record = toIssuerRecord(issuer);
      const detail = { name: issuer.name, issuer: issuer.issuer };
      const changes: RecordChange[] = [
        { kind: 'put', record, expected },
        ...(before?.issuer === issuer.issuer ? [] : await takeUrl(records, issuer)),
        ...(before && before.issuer !== issuer.issuer ? await leaveUrl(records, before) : []),
        ...(before && before.preset !== issuer.preset ? await keepBindings(records, issuer) : []),
        auditChange(deps, doneBy(actor, 'issuer.put', detail)),
      ];
      const etag = etagOf({ revision: revisionAfter(expected), document: record.document });
      return { changes, result: { created: old === undefined, item: issuer, etag } };
    });
}

async function takeUrl(records: RecordReader, issuer: TrustedIssuer): Promise<RecordChange[]> {
  const key = issuerUrlKey(issuer.issuer);
  const holder = await records.get(key);
  if (holder === undefined) {
    return [
      { kind: 'put', record: { ...key, document: { name: issuer.name } }, expected: 'absent' },
    ];
  }
  throw new ConflictError(
    `The issuer "${String(holder.document['name'])}" has this URL already; change that one.`,
  );
}

async function leaveUrl(records: RecordReader, issuer: TrustedIssuer): Promise<RecordChange[]> {
  const key = issuerUrlKey(issuer.issuer);
  const held = await records.get(key);
  return held === undefined ? [] : [{ kind: 'delete', key, expected: held.revision }];
}

/** ConflictError as long as identities are proved by it. */
export function createDeleteIssuer(deps: AccessDeps) {
  const { records } = deps;
  return (name: ResourceName, actor: Actor, precondition: Precondition): Promise<void> =>
    commitRetrying(deps, async () => {
      const record = await existing(records, name);
      checkPrecondition(precondition, record);
      const removal = await deleteUnreferred(records, issuerKey(name), record.revision);
      const identities = (await listAll(records, IDENTITIES)).map(readIdentityRecord);
      const user = identities.find(({ match }) => match.kind === 'token' && match.issuer === name);
      if (user !== undefined) {
        throw new ConflictError(
          `The identity "${user.name}" is proved by the issuer "${name}"; delete or change it first.`,
        );
      }
      const changes = [
        ...removal,
        ...(await leaveUrl(records, readIssuerRecord(record))),
        auditChange(deps, doneBy(actor, 'issuer.delete', { name })),
      ];
      return { changes, result: undefined };
    });
}

/** NotFoundError where there is none. */
export function createShowIssuer(deps: { readonly records: RecordReader }) {
  return async (name: ResourceName): Promise<Tagged<TrustedIssuer>> => {
    const record = await existing(deps.records, name);
    return { item: readIssuerRecord(record), etag: etagOf(record) };
  };
}

export function createListIssuers(deps: { readonly records: RecordReader }) {
  return async (page: ListPage): Promise<Listed<TrustedIssuer>> => {
    const { records, next } = await deps.records.list(ISSUERS, page);
    return { items: records.map(readIssuerRecord), next };
  };
}

async function existing(records: RecordReader, name: ResourceName): Promise<StoredRecord> {
  const record = await records.get(issuerKey(name));
  if (record !== undefined) return record;
  throw new NotFoundError(`There is no issuer "${name}".`);
}
