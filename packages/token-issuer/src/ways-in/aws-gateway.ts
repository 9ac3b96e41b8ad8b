import { type AwsCaller, type AwsProof, proofOfAwsCaller } from '@registry/domain';
import { OAuthError } from '../oauth-error.ts';

export type ProveAwsCaller = (caller: AwsCaller | undefined) => Promise<AwsProof>;

/**
 * The way in for whoever has signed the request itself (SigV4), which the gateway has checked
 * (`AWS_IAM`): it calls nobody. Where no gateway has, nobody is let in, whatever was sent.
 *
 * @returns a function that throws OAuthError, and UnauthenticatedError where AWS names a caller of
 *   a kind that we do not know
 */
export function createAwsGateway({ isOn }: { readonly isOn: boolean }): ProveAwsCaller {
  return async (caller) => {
    if (!isOn) {
      throw new OAuthError(
        'invalid_request',
        'The way in aws-gateway is switched off here; trade a proof of another kind at /oauth/token.',
      );
    }
    if (caller !== undefined) return proofOfAwsCaller(caller, 'aws-gateway');
    throw new OAuthError(
      'invalid_client',
      'Sign this request with AWS credentials (SigV4, for execute-api), or trade a signed GetCallerIdentity request at /oauth/token.',
    );
  };
}
