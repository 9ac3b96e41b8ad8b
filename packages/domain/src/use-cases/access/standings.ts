import type { Caller } from '../../access/caller.ts';
import type { Grant } from '../../grants/grant.ts';
import type { GrantReader } from '../../grants/grant-reader.ts';
import type { Variables } from '../../grants/granted-namespace.ts';
import { bearerOf, knownVariables } from '../../identity/bearer.ts';
import { readIdentityRecord } from '../../identity/identity-record.ts';
import { matchesBearer } from '../../identity/match-bearer.ts';
import { fillableGrants } from '../../identity/presets/fillable-grants.ts';
import { createTrustedIssuers } from '../../identity/trusted-issuers.ts';
import type { RecordReader } from '../../ports/record-store.ts';
import { IDENTITIES } from '../../records/keys.ts';
import { listAll } from '../../records/list-all.ts';
import { type Principal, parsePrincipal } from '../../values/principal.ts';
import type { ResourceName } from '../../values/resource-name.ts';

/** As whom somebody has what is granted: as themselves, or as an identity that matches them. */
export interface PossibleStanding {
  /** Absent: as themselves. */
  readonly identity?: ResourceName;
  /** Perhaps: what is known of them does not decide it. */
  readonly matches: 'yes' | 'perhaps';
  readonly grants: readonly Grant[];
  /** Those that are known. */
  readonly variables: Variables;
}

interface Deps {
  readonly records: RecordReader;
  readonly grants: GrantReader;
}

/** As whom the bearer of a token acts: that was decided when it was given. */
export function createOwnStandings({ grants }: Pick<Deps, 'grants'>) {
  return async ({ principal, identities, variables = {} }: Caller): Promise<PossibleStanding[]> => {
    const self = { principal, identities: [] };
    return Promise.all([
      grants(self).then((own) => ({ matches: 'yes' as const, grants: own, variables })),
      ...identities.map(async (identity) => ({
        identity,
        matches: 'yes' as const,
        grants: await grants(asIdentity(identity)),
        variables,
      })),
    ]);
  };
}

/**
 * As whom somebody will act who proves to be `principal`: what `ResolveProof` would find out, as
 * far as that is known without a proof. Three reads at once, and then one for the grants of each
 * identity that may be meant.
 */
export function createPossibleStandings({ records, grants }: Deps) {
  const trustedIssuers = createTrustedIssuers(records);
  return async (principal: Principal): Promise<PossibleStanding[]> => {
    const [own, issuers, identities] = await Promise.all([
      grants({ principal, identities: [] }),
      trustedIssuers(),
      listAll(records, IDENTITIES),
    ]);
    const bearer = bearerOf(principal, issuers);
    if (bearer === undefined) return [{ matches: 'yes', grants: own, variables: {} }];
    const variables = knownVariables(bearer);
    const asOthers = identities.map(readIdentityRecord).map(async ({ name, match }) => {
      const matches = matchesBearer(match, bearer);
      if (matches === 'no') return [];
      const granted = fillableGrants(await grants(asIdentity(name)), match, bearer);
      return [{ identity: name, matches, grants: granted, variables }];
    });
    const asSelf = fillableGrants(own, undefined, bearer);
    return [{ matches: 'yes', grants: asSelf, variables }, ...(await Promise.all(asOthers)).flat()];
  };
}

function asIdentity(name: ResourceName) {
  return { principal: parsePrincipal(`identity:${name}`), identities: [] };
}
