import type { Variables } from '../grants/granted-namespace.ts';
import type { Proof } from './proof.ts';

/**
 * The claims of a proof that may stand in the namespace of a grant: those that are text. An AWS
 * caller has `aws_account` and, where AWS says it, `aws_organization`.
 */
export function variablesOf(proof: Proof): Variables {
  const aws = proof.kind === 'aws' ? proof : proof.aws;
  const claims = proof.kind === 'token' ? Object.entries(proof.claims) : [];
  return {
    ...Object.fromEntries(
      claims.filter((claim): claim is [string, string] => typeof claim[1] === 'string'),
    ),
    ...(aws && { aws_account: aws.account }),
    ...(aws?.organization !== undefined && { aws_organization: aws.organization }),
  };
}
