import { InvalidError } from '../../errors.ts';
import type { Grant } from '../../grants/grant.ts';
import { claimOf, type GrantedNamespace, isTemplate } from '../../grants/granted-namespace.ts';
import type { IdentityMatch, TokenMatch } from '../identity.ts';
import type { IssuerPreset } from '../issuer.ts';
import type { AwsProof, TokenProof } from '../proof.ts';
import { exactValues } from './exact-values.ts';
import { keepsSubjects } from './keeps-subjects.ts';
import { PRESETS } from './presets.ts';

/** Of a proof: what decides which claims may stand in a namespace. */
type ProofOrigin = Pick<AwsProof, 'kind'> | Pick<TokenProof, 'kind' | 'preset'>;

/**
 * The grants to whoever is meant by `match`, without those whose namespace a claim of the proof
 * would fill that its bearer could choose: the name of a branch, of an environment, or of a
 * repository's next owner. `match` is absent for grants to the proof's own principal, and there are
 * none where that is only a name.
 */
export function fillableGrants(
  grants: readonly Grant[],
  match: IdentityMatch | undefined,
  proof: ProofOrigin,
): Grant[] {
  if (match === undefined && proof.kind === 'token' && !keepsSubjects(proof.preset)) return [];
  return grants.filter(({ namespace }) => {
    const claim = isTemplate(namespace) ? claimOf(namespace) : undefined;
    return claim === undefined || mayFill(claim, match, proof);
  });
}

/** InvalidError where no token that `match` means could fill the namespace. */
export function checkFillable(
  namespace: GrantedNamespace,
  match: TokenMatch,
  preset: IssuerPreset | undefined,
): void {
  const claim = isTemplate(namespace) ? claimOf(namespace) : undefined;
  if (claim === undefined || preset === undefined) return;
  if (mayFill(claim, match, { kind: 'token', preset })) return;
  const { names } = PRESETS[preset];
  const id = Object.hasOwn(names, claim) ? `claims.${names[claim]}` : 'its values';
  throw new InvalidError(
    `Whoever runs a job of ${preset} may choose what {${claim}} is; let the identity bind ${id} exactly, or name the namespace.`,
  );
}

// Where no preset knows the issuer, the administrator does, and has decided with the grant.
function mayFill(claim: string, match: IdentityMatch | undefined, proof: ProofOrigin): boolean {
  if (proof.kind === 'aws' || proof.preset === undefined) return true;
  const { names } = PRESETS[proof.preset];
  const id = Object.hasOwn(names, claim) ? names[claim] : undefined;
  if (id === null) return true;
  if (match?.kind !== 'token') return false;
  if (exactValues(match, claim) !== undefined) return true;
  return id !== undefined && exactValues(match, id) !== undefined;
}
