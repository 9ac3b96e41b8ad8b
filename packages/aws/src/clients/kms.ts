import { KMSClient } from '@aws-sdk/client-kms';
import { clientOptions, QUICK, type ServiceSettings } from './client-options.ts';

export function createKmsClient(settings: ServiceSettings): KMSClient {
  return new KMSClient(clientOptions(settings, QUICK));
}
