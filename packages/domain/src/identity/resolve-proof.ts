import type { Grant } from '../grants/grant.ts';
import type { GrantReader, Standing } from '../grants/grant-reader.ts';
import type { RecordReader } from '../ports/record-store.ts';
import { IDENTITIES, identityKey } from '../records/keys.ts';
import { listAll } from '../records/list-all.ts';
import { parsePrincipal } from '../values/principal.ts';
import type { ResourceName } from '../values/resource-name.ts';
import { readIdentityRecord } from './identity-record.ts';
import { matchesProof } from './match-proof.ts';
import type { Proof } from './proof.ts';

/** As whom the bearer of a proof acts, and what was granted to them. */
export interface Resolved extends Standing {
  readonly grants: readonly Grant[];
}

/**
 * As whom does somebody with `proof` act? As the identity that they name, or as the only one that
 * matches; as themselves, with all that the matching identities may do, where several match or
 * where something was granted to the proof's own principal. Undefined where nothing matches.
 */
export type ResolveProof = (
  proof: Proof,
  identity: ResourceName | undefined,
) => Promise<Resolved | undefined>;

export function createResolveProof(deps: {
  readonly records: RecordReader;
  readonly grants: GrantReader;
}): ResolveProof {
  const { records, grants } = deps;
  const actingAs = async (name: ResourceName): Promise<Resolved> => {
    const standing = { principal: parsePrincipal(`identity:${name}`), identities: [] };
    return { ...standing, grants: await grants(standing) };
  };
  return async (proof, identity) => {
    if (identity !== undefined) {
      const [record, resolved] = await Promise.all([
        records.get(identityKey(identity)),
        actingAs(identity),
      ]);
      const isMeant = record && matchesProof(readIdentityRecord(record).match, proof);
      return isMeant ? resolved : undefined;
    }
    const { principal } = proof;
    const [all, own] = await Promise.all([
      listAll(records, IDENTITIES),
      grants({ principal, identities: [] }),
    ]);
    const names = all
      .map(readIdentityRecord)
      .filter(({ match }) => matchesProof(match, proof))
      .map(({ name }) => name);
    const [only] = names;
    if (only === undefined && own.length === 0) return undefined;
    if (only !== undefined && names.length === 1 && own.length === 0) return actingAs(only);
    const others = await Promise.all(names.map(actingAs));
    return {
      principal,
      identities: names,
      grants: [...own, ...others.flatMap((other) => other.grants)],
    };
  };
}
