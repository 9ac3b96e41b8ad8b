/** The way in for whoever has AWS credentials, in any account and behind no gateway of ours. */
export { createAwsProof } from './aws-proof.ts';
export { createCallSts } from './call-sts.ts';
export { createProofClaims } from './proof-claims.ts';
