import { claimValues } from './claim-values.ts';
import type { AwsMatch, IdentityMatch, TextMatch, TokenMatch } from './identity.ts';
import type { Proof, TokenProof } from './proof.ts';
import { isExactly, isText, partitionMeant } from './text-match.ts';

/** Is whoever has given `proof` meant by `match`? */
export function matchesProof(match: IdentityMatch, proof: Proof): boolean {
  return differences(match, proof).length === 0;
}

/** In what `proof` is not as `match` wants it, by the names that the match gives it. */
export function differences(match: IdentityMatch, proof: Proof): string[] {
  const conditions = match.kind === 'aws' ? ofAws(match, proof) : ofToken(match, proof);
  return Object.entries(conditions).flatMap(([name, isMet]) => (isMet ? [] : [name]));
}

type Conditions = Readonly<Record<string, boolean>>;

function ofAws({ within, arn, userId }: AwsMatch, proof: Proof): Conditions {
  const caller = awsFactsOf(proof);
  return {
    ...('account' in within
      ? {
          aws_account: within.account === caller?.account && isOfPartition(arn, proof),
        }
      : { aws_organization: within.organization === caller?.organization }),
    arn:
      arn === undefined ||
      (caller !== undefined && (isText(arn, caller.arn) || isExactly(arn, caller.canonicalArn))),
    user_id:
      userId === undefined || (caller?.userId !== undefined && isText(userId, caller.userId)),
  };
}

/**
 * Partitions number their accounts each for itself, and a carried proof may come from any of them:
 * it counts in the one that the ARN of the match names, else in `aws`. A gateway only lets callers
 * of its own partition through, and a web identity is of the account that its issuer belongs to.
 */
function isOfPartition(wanted: TextMatch | undefined, proof: Proof): boolean {
  if (proof.kind !== 'aws' || proof.way !== 'aws-proof') return true;
  return proof.arn.startsWith(`arn:${partitionMeant(wanted)}:`);
}

/** What AWS itself says of the caller; a web identity token says no user id. */
function awsFactsOf(proof: Proof) {
  if (proof.kind === 'aws') return { ...proof, canonicalArn: proof.principal };
  const [arn] = claimValues(proof.claims, 'sub');
  if (proof.aws === undefined || arn === undefined) return undefined;
  return { ...proof.aws, arn, canonicalArn: arn, userId: undefined };
}

function ofToken(match: TokenMatch, proof: Proof): Conditions {
  const has = (name: string, wanted: readonly TextMatch[]) =>
    isToken(proof) &&
    claimValues(proof.claims, name).some((value) => wanted.some((one) => isText(one, value)));
  return {
    issuer: isToken(proof) && match.issuer === proof.issuer,
    audience: match.audience === undefined || has('aud', [{ exactly: match.audience }]),
    subject: match.subject === undefined || has('sub', [match.subject]),
    ...Object.fromEntries(
      Object.entries(match.claims).map(([name, wanted]) => [`claims.${name}`, has(name, wanted)]),
    ),
  };
}

function isToken(proof: Proof): proof is TokenProof {
  return proof.kind === 'token';
}
