/** The key of access tokens in KMS. */
export { createKmsClient } from '../clients/kms.ts';
export { createKmsSigningKey } from './kms-signing-key.ts';
