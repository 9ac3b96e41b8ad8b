import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentialIdentityProvider } from '@smithy/types';

/**
 * Whoever the process runs as, found as every AWS tool does: environment, profile, container,
 * instance. Remembered until shortly before it expires; make one and share it between clients.
 */
export function createCredentials(): AwsCredentialIdentityProvider {
  return defaultProvider();
}
