import { claimValues } from './claim-values.ts';
import type { AwsMatch, IdentityMatch, TextMatch, TokenMatch } from './identity.ts';
import type { Proof, TokenProof } from './proof.ts';
import { matchesStars } from './star-pattern.ts';

/** Is whoever has given `proof` meant by `match`? */
export function matchesProof(match: IdentityMatch, proof: Proof): boolean {
  if (match.kind === 'aws') return matchesAws(match, proof);
  return proof.kind === 'token' && matchesToken(match, proof);
}

function matchesAws({ within, arn, userId }: AwsMatch, proof: Proof): boolean {
  const caller = awsFactsOf(proof);
  if (caller === undefined) return false;
  const isWithin =
    'account' in within
      ? within.account === caller.account
      : within.organization === caller.organization;
  return (
    isWithin &&
    (arn === undefined || isText(arn, caller.arn) || isExactly(arn, caller.canonicalArn)) &&
    (userId === undefined || (caller.userId !== undefined && isText(userId, caller.userId)))
  );
}

/** What AWS itself says of the caller; a web identity token says no user id. */
function awsFactsOf(proof: Proof) {
  if (proof.kind === 'aws') return { ...proof, canonicalArn: proof.principal };
  const [arn] = claimValues(proof.claims, 'sub');
  if (proof.aws === undefined || arn === undefined) return undefined;
  return { ...proof.aws, arn, canonicalArn: arn, userId: undefined };
}

function matchesToken(match: TokenMatch, { issuer, claims }: TokenProof): boolean {
  const has = (name: string, wanted: readonly TextMatch[]) =>
    claimValues(claims, name).some((value) => wanted.some((one) => isText(one, value)));
  return (
    match.issuer === issuer &&
    (match.audience === undefined || has('aud', [{ exactly: match.audience }])) &&
    (match.subject === undefined || has('sub', [match.subject])) &&
    Object.entries(match.claims).every(([name, wanted]) => has(name, wanted))
  );
}

function isText(match: TextMatch, text: string): boolean {
  return 'like' in match ? matchesStars(match.like, text) : match.exactly === text;
}

function isExactly(match: TextMatch, text: string): boolean {
  return 'exactly' in match && match.exactly === text;
}
