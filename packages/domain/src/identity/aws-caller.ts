import { InvalidError } from '../errors.ts';
import { canonicalAwsPrincipal } from './aws-principal.ts';
import type { AwsProof } from './proof.ts';

/** Whom AWS has found a signature to be by, in the words of `sts:GetCallerIdentity`. */
export interface AwsCaller {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
  /** `AROA…:session`, `AIDA…`, or the account for its root. */
  readonly userId: string;
  /** `o-…`; only where AWS itself says so. */
  readonly organization?: string;
}

/**
 * @throws InvalidError where that is no kind of caller that we know, or where account and ARN
 *   disagree, as they never do on AWS
 */
export function proofOfAwsCaller(caller: AwsCaller, way: AwsProof['way']): AwsProof {
  const principal = canonicalAwsPrincipal(caller.arn);
  if (caller.arn.split(':')[4] !== caller.account || caller.userId === '') {
    throw new InvalidError('The account of the AWS caller is not that of its ARN.');
  }
  return { kind: 'aws', principal, ...caller, way };
}
