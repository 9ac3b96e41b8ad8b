import { NotFoundError } from '../../errors.ts';
import type { DeploymentGrants } from '../../grants/deployment-grants.ts';
import type { Grant } from '../../grants/grant.ts';
import { readGrantRecord } from '../../grants/grant-record.ts';
import type { GrantedNamespace } from '../../grants/granted-namespace.ts';
import type { RecordPage, RecordReader } from '../../ports/record-store.ts';
import { ALL_GRANTS, grantKey, grantsIn, grantsPartition } from '../../records/keys.ts';
import type { Listed, ListPage } from '../../records/listing.ts';
import type { Principal } from '../../values/principal.ts';
import type { GrantAddress, StoredGrant } from './grant-situation.ts';

export interface GrantFilter {
  readonly principal?: Principal | undefined;
  readonly namespace?: GrantedNamespace | undefined;
}

/**
 * Grants by namespace and principal; those of the deployment come first, and one that is stored
 * for the same is listed beside it. Without a principal a change may take some seconds to be seen.
 */
export function createListGrants(deps: {
  readonly records: RecordReader;
  readonly deployment: DeploymentGrants;
}) {
  const { records, deployment } = deps;
  const find = ({ principal, namespace }: GrantFilter, page: ListPage): Promise<RecordPage> => {
    if (principal !== undefined) return records.list(grantsPartition(principal), page);
    const prefix = namespace === undefined ? {} : { prefix: grantsIn(namespace) };
    return records.listUnder(ALL_GRANTS, { ...page, ...prefix });
  };
  return async (filter: GrantFilter, page: ListPage): Promise<Listed<Grant>> => {
    const { records: found, next } = await find(filter, page);
    const fixed =
      page.cursor === undefined ? deployment.listed.filter((one) => isMeant(one, filter)) : [];
    return { items: [...fixed, ...found.map(readGrantRecord)], next };
  };
}

/**
 * The stored grant, which is the one that can be deleted, else that of the deployment, which has
 * no record. NotFoundError where there is neither.
 */
export function createShowGrant(deps: {
  readonly records: RecordReader;
  readonly deployment: DeploymentGrants;
}) {
  return async (
    address: GrantAddress,
  ): Promise<Pick<StoredGrant, 'grant'> & Partial<StoredGrant>> => {
    const record = await deps.records.get(grantKey(address.principal, address.namespace));
    if (record !== undefined) return { grant: readGrantRecord(record), record };
    const fixed = deps.deployment.listed.find((grant) => isMeant(grant, address));
    if (fixed !== undefined) return { grant: fixed };
    throw new NotFoundError('There is no grant for this principal on this namespace.');
  };
}

function isMeant(grant: Grant, { principal, namespace }: GrantFilter): boolean {
  return (
    (principal === undefined || grant.principal === principal) &&
    (namespace === undefined || grant.namespace === namespace)
  );
}
