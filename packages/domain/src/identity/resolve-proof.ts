import type { Grant } from '../grants/grant.ts';
import type { GrantReader, Standing } from '../grants/grant-reader.ts';
import type { RecordReader } from '../ports/record-store.ts';
import { IDENTITIES, identityKey } from '../records/keys.ts';
import { listAll } from '../records/list-all.ts';
import { parsePrincipal } from '../values/principal.ts';
import type { ResourceName } from '../values/resource-name.ts';
import type { Identity } from './identity.ts';
import { readIdentityRecord } from './identity-record.ts';
import { differences } from './match-proof.ts';
import { fillableGrants } from './presets/fillable-grants.ts';
import type { Proof } from './proof.ts';

/** As whom the bearer of a proof acts, and what was granted to them. */
export interface Resolved extends Standing {
  readonly grants: readonly Grant[];
}

/** Nobody here. Why is for the administrator alone: it tells an attacker what to try next. */
export interface Unresolved {
  readonly reason: string;
}

/**
 * As whom does somebody with `proof` act? As the identity that they name, or as the only one that
 * matches; as themselves, with all that the matching identities may do, where several match or
 * where something was granted to the proof's own principal.
 */
export type ResolveProof = (
  proof: Proof,
  identity: ResourceName | undefined,
) => Promise<Resolved | Unresolved>;

export function createResolveProof(deps: {
  readonly records: RecordReader;
  readonly grants: GrantReader;
}): ResolveProof {
  const { records, grants } = deps;
  const actingAs = async (name: ResourceName): Promise<Resolved> => {
    const standing = { principal: parsePrincipal(`identity:${name}`), identities: [] };
    return { ...standing, grants: await grants(standing) };
  };

  const named = async (proof: Proof, name: ResourceName) => {
    const [record, resolved] = await Promise.all([records.get(identityKey(name)), actingAs(name)]);
    if (record === undefined) return { reason: `There is no identity "${name}".` };
    const { match } = readIdentityRecord(record);
    const missed = differences(match, proof);
    if (missed.length > 0) return { reason: describe(name, missed) };
    return { ...resolved, grants: fillableGrants(resolved.grants, match, proof) };
  };

  const matching = async (proof: Proof) => {
    const { principal } = proof;
    const [all, toSelf] = await Promise.all([
      listAll(records, IDENTITIES),
      grants({ principal, identities: [] }),
    ]);
    const own = fillableGrants(toSelf, undefined, proof);
    const identities = all.map(readIdentityRecord);
    const meant = identities.filter(({ match }) => differences(match, proof).length === 0);
    const others = await Promise.all(
      meant.map(async ({ name, match }) => {
        const resolved = await actingAs(name);
        return { ...resolved, grants: fillableGrants(resolved.grants, match, proof) };
      }),
    );
    const [only] = others;
    if (only === undefined && own.length === 0) return { reason: closest(identities, proof) };
    if (only !== undefined && others.length === 1 && own.length === 0) return only;
    const granted = [...own, ...others.flatMap((other) => other.grants)];
    return { principal, identities: meant.map(({ name }) => name), grants: granted };
  };

  return (proof, identity) => (identity === undefined ? matching(proof) : named(proof, identity));
}

function closest(identities: readonly Identity[], proof: Proof): string {
  const [nearest] = identities
    .map(({ name, match }) => ({ name, missed: differences(match, proof) }))
    .sort((one, other) => one.missed.length - other.missed.length);
  if (nearest === undefined) return 'There are no identities, and nothing was granted to them.';
  return `No identity matches; ${describe(nearest.name, nearest.missed)}`;
}

function describe(name: ResourceName, missed: readonly string[]): string {
  return `the identity "${name}" differs in ${missed.join(', ')}.`;
}
