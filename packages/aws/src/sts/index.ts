export { createIdentityProof, type IdentityProofRequest } from './identity-proof.ts';
