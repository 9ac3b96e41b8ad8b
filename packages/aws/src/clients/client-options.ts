import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  NodeHttpHandlerOptions,
} from '@smithy/types';

/** Where a service is and who asks. */
export interface ServiceSettings {
  readonly region: string;
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** An emulator's base URL; absent on AWS. */
  readonly endpoint?: string;
}

/** All in milliseconds. */
export interface Patience {
  /** Until the answer begins. */
  readonly request: number;
  /** Without a byte, once it has begun. */
  readonly silence: number;
}

/**
 * For calls that answer in a few milliseconds. With three attempts a service that hangs costs 6.5
 * seconds, so that the clients, who give up after 10, still read a 503 that says what is wrong.
 */
export const QUICK: Patience = { request: 2_000, silence: 2_000 };

/** For packages: S3 begins to answer a copy of 100 MiB only after seconds. */
export const LARGE: Patience = { request: 8_000, silence: 10_000 };

interface ClientOptions {
  region: string;
  credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  endpoint?: string;
  maxAttempts: number;
  retryMode: string;
  requestHandler: NodeHttpHandlerOptions;
}

export function clientOptions(settings: ServiceSettings, patience: Patience): ClientOptions {
  const agent = { keepAlive: true, maxSockets: 200 };
  return {
    ...settings,
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: patience.request,
      // Without this the SDK writes a warning when the time is over, and goes on waiting.
      throwOnRequestTimeout: true,
      socketTimeout: patience.silence,
      httpAgent: agent,
      httpsAgent: agent,
    },
  };
}
