import type { RecordReader } from '../ports/record-store.ts';
import { grantsPartition, staticTokenKey } from '../records/keys.ts';
import { listAll } from '../records/list-all.ts';
import { readStaticTokenRecord } from '../static-tokens/static-token.ts';
import { type Principal, parsePrincipal } from '../values/principal.ts';
import { parseResourceName, type ResourceName } from '../values/resource-name.ts';
import { type DeploymentGrants, scopeGrants } from './deployment-grants.ts';
import type { Grant } from './grant.ts';
import { readGrantRecord } from './grant-record.ts';

/** Whom rights come from: the principal itself, and each identity that it acts as. */
export interface Standing {
  readonly principal: Principal;
  readonly identities: readonly ResourceName[];
}

/** Everything that was granted, in the store and by the deployment. */
export type GrantReader = (who: Standing) => Promise<Grant[]>;

/** One backend call for the principal and one for each identity, all at once. */
export function createGrantReader(deps: {
  readonly records: RecordReader;
  readonly deployment: DeploymentGrants;
}): GrantReader {
  const { records, deployment } = deps;
  const grantsOf = async (principal: Principal): Promise<Grant[]> => {
    const given = [...deployment.listed, ...deployment.unlisted].filter(
      (grant) => grant.principal === principal,
    );
    if (principal.startsWith('token:')) return [...given, ...(await ofStaticToken(principal))];
    const stored = await listAll(records, grantsPartition(principal));
    return [...given, ...stored.map(readGrantRecord)];
  };
  // A static token is its own grant: made with its scope, gone when it is deleted.
  const ofStaticToken = async (principal: Principal): Promise<Grant[]> => {
    const name = parseResourceName(principal.slice('token:'.length));
    const record = await records.get(staticTokenKey(name));
    if (record === undefined) return [];
    const { scope, expiresAt, createdBy, createdAt } = readStaticTokenRecord(record);
    return scopeGrants(principal, scope).map((grant) => ({
      ...grant,
      expiresAt,
      createdBy,
      createdAt,
    }));
  };
  return async ({ principal, identities }) => {
    const actors = [principal, ...identities.map((name) => parsePrincipal(`identity:${name}`))];
    return (await Promise.all(actors.map(grantsOf))).flat();
  };
}
