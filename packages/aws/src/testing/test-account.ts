import type { ServiceSettings } from '../clients/client-options.ts';

/** Known to no AWS account; versitygw is started with them, the others take any. */
export const TEST_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test-secret' };
export const TEST_REGION = 'us-east-1';

/** The settings of a client that talks to an engine. */
export function testSettings(endpoint: string): ServiceSettings & { endpoint: string } {
  return { region: TEST_REGION, credentials: TEST_CREDENTIALS, endpoint };
}
