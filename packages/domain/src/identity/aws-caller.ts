import { InvalidError, UnauthenticatedError } from '../errors.ts';
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
 * @throws UnauthenticatedError where that is no kind of caller that we know, or where account and
 *   ARN disagree, as they never do on AWS
 */
export function proofOfAwsCaller(caller: AwsCaller, way: AwsProof['way']): AwsProof {
  if (caller.arn.split(':')[4] !== caller.account || caller.userId === '') {
    throw notProven('AWS has named a caller whose account is not that of its ARN.');
  }
  try {
    return { kind: 'aws', principal: canonicalAwsPrincipal(caller.arn), ...caller, way };
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    throw notProven(error.message, error);
  }
}

function notProven(message: string, cause?: Error): UnauthenticatedError {
  return new UnauthenticatedError('invalid_token', message, { cause });
}
