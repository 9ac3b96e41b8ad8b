import { type Actor, doneBy } from '../../audit/actor.ts';
import { auditChange } from '../../audit/record-audit.ts';
import { ConflictError, InvalidError, NotFoundError } from '../../errors.ts';
import type { Identity, TokenMatch } from '../../identity/identity.ts';
import { readIdentityRecord, toIdentityRecord } from '../../identity/identity-record.ts';
import { readIssuerRecord } from '../../identity/issuer-record.ts';
import { checkBinding } from '../../identity/presets/check-binding.ts';
import type { RecordChange, RecordReader, StoredRecord } from '../../ports/record-store.ts';
import { revisionAfter } from '../../record-store/record-changes.ts';
import { commitRetrying } from '../../records/commit-retrying.ts';
import { checkPrecondition, etagOf, type Precondition } from '../../records/etag.ts';
import { grantsPartition, IDENTITIES, identityKey, issuerKey } from '../../records/keys.ts';
import type { Listed, ListPage, Tagged } from '../../records/listing.ts';
import { deleteUnreferred, refer } from '../../records/references.ts';
import { parsePrincipal } from '../../values/principal.ts';
import type { ResourceName } from '../../values/resource-name.ts';
import type { AccessDeps } from './access-deps.ts';

// Principals that the server itself has given these names.
const RESERVED = ['administrator', 'anybody'];

/**
 * Makes an identity, or lets another proof stand for it. InvalidError where its issuer is unknown,
 * or asks for more.
 */
export function createPutIdentity(deps: AccessDeps) {
  const { records } = deps;
  return ({ name, match }: Identity, actor: Actor, precondition: Precondition) => {
    if (RESERVED.includes(name)) {
      throw new InvalidError(`The name "${name}" is the server's own; choose another one.`);
    }
    return commitRetrying(deps, async () => {
      const old = await records.get(identityKey(name));
      checkPrecondition(precondition, old);
      const record = toIdentityRecord({ name, match });
      const expected = old?.revision ?? 'absent';
      const changes: RecordChange[] = [
        { kind: 'put', record, expected },
        ...(match.kind === 'token' ? await referToIssuer(records, match) : []),
        auditChange(deps, doneBy(actor, 'identity.put', { name })),
      ];
      const etag = etagOf({ revision: revisionAfter(expected), document: record.document });
      return { changes, result: { created: old === undefined, item: { name, match }, etag } };
    });
  };
}

async function referToIssuer(records: RecordReader, match: TokenMatch): Promise<RecordChange[]> {
  const key = issuerKey(match.issuer);
  const issuer = await records.get(key);
  if (issuer === undefined) {
    throw new InvalidError(`There is no issuer "${match.issuer}"; make it first.`);
  }
  checkBinding(readIssuerRecord(issuer).preset, match);
  return refer(records, key, issuer.revision);
}

/** ConflictError as long as something is granted to it, by anybody or by the deployment. */
export function createDeleteIdentity(deps: AccessDeps) {
  const { records } = deps;
  return (name: ResourceName, actor: Actor, precondition: Precondition): Promise<void> =>
    commitRetrying(deps, async () => {
      const identity = await existing(records, name);
      checkPrecondition(precondition, identity);
      const removal = await deleteUnreferred(records, identityKey(name), identity.revision);
      const principal = parsePrincipal(`identity:${name}`);
      if (deps.deployment.listed.some((grant) => grant.principal === principal)) {
        throw new ConflictError(
          `The deployment (Terraform) names the identity "${name}" as an administrator; take it out of the administrators there first.`,
        );
      }
      const { records: grants } = await records.list(grantsPartition(principal), { limit: 1 });
      if (grants.length > 0) {
        throw new ConflictError(
          `Something is still granted to the identity "${name}"; delete its grants first.`,
        );
      }
      const event = doneBy(actor, 'identity.delete', { name });
      return { changes: [...removal, auditChange(deps, event)], result: undefined };
    });
}

/** NotFoundError where there is none. */
export function createShowIdentity(deps: { readonly records: RecordReader }) {
  return async (name: ResourceName): Promise<Tagged<Identity>> => {
    const record = await existing(deps.records, name);
    return { item: readIdentityRecord(record), etag: etagOf(record) };
  };
}

export function createListIdentities(deps: { readonly records: RecordReader }) {
  return async (page: ListPage): Promise<Listed<Identity>> => {
    const { records, next } = await deps.records.list(IDENTITIES, page);
    return { items: records.map(readIdentityRecord), next };
  };
}

async function existing(records: RecordReader, name: ResourceName): Promise<StoredRecord> {
  const record = await records.get(identityKey(name));
  if (record !== undefined) return record;
  throw new NotFoundError(`There is no identity "${name}".`);
}
