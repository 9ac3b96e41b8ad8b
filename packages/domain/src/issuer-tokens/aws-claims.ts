import type { TokenProof } from '../identity/proof.ts';

// AWS IAM user guide, "Understanding token claims" (outbound identity federation): what AWS itself
// says stands under this name; what the caller has asked for (request_tags) is kept apart in it.
const AWS_CLAIMS = 'https://sts.amazonaws.com/';

/** Account and organization of a token of sts:GetWebIdentityToken; nothing where it lacks them. */
export function awsClaims(claims: TokenProof['claims']): TokenProof['aws'] {
  const said = claims[AWS_CLAIMS];
  if (typeof said !== 'object' || said === null) return undefined;
  const { aws_account: account, org_id: organization }: Readonly<Record<string, unknown>> = {
    ...said,
  };
  if (typeof account !== 'string' || !/^\d{12}$/.test(account)) return undefined;
  if (typeof organization !== 'string') return { account };
  return { account, organization };
}
