import { DEFAULT_PACKAGE_LIMITS, type PackageLimits } from '@registry/domain';
import { type Environment, parseEnvironment, seconds, wholeNumber } from '@registry/http/config';
import * as z from 'zod/mini';
import { type AuthenticationConfig, parseAuthentication } from '../settings/authentication.ts';
import { type CommonConfig, CommonSettings, commonConfig } from '../settings/aws.ts';

export const PublishSettings = z.extend(CommonSettings, {
  UPLOAD_LIFETIME_SECONDS: seconds(3600, 86_400),
  MAX_PACKED_BYTES: wholeNumber('bytes', DEFAULT_PACKAGE_LIMITS.packedBytes),
  MAX_UNPACKED_BYTES: wholeNumber('bytes', DEFAULT_PACKAGE_LIMITS.unpackedBytes),
  MAX_ENTRIES: wholeNumber('files and folders', DEFAULT_PACKAGE_LIMITS.entries),
});

export interface PublishConfig extends CommonConfig {
  readonly authentication: AuthenticationConfig;
  readonly uploadLifetimeSeconds: number;
  readonly limits: PackageLimits;
}

/** @throws ConfigError */
export function parsePublishConfig(environment: Environment): PublishConfig {
  const settings = parseEnvironment(PublishSettings, environment);
  return {
    ...commonConfig(settings),
    authentication: parseAuthentication(environment),
    uploadLifetimeSeconds: settings.UPLOAD_LIFETIME_SECONDS,
    limits: {
      packedBytes: settings.MAX_PACKED_BYTES,
      unpackedBytes: settings.MAX_UNPACKED_BYTES,
      entries: settings.MAX_ENTRIES,
    },
  };
}
