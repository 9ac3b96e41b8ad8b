import { basePath, logLevel, required } from '@registry/http/config';
import * as z from 'zod/mini';

/** What both functions are told. */
export const CommonSettings = z.object({
  TABLE_NAME: required,
  PACKAGES_BUCKET: required,
  /** Set by Lambda. */
  AWS_REGION: required,
  /** An emulator's; the SDK's own clients read both by themselves. */
  AWS_ENDPOINT_URL: z.optional(z.url('must be a URL')),
  AWS_ENDPOINT_URL_S3: z.optional(z.url('must be a URL')),
  BASE_PATH: basePath,
  LOG_LEVEL: logLevel,
});

export interface CommonConfig {
  readonly tableName: string;
  readonly bucket: string;
  readonly region: string;
  /** Where S3 is, when it is not on AWS: links are made without a client that would know. */
  readonly s3: { readonly endpoint?: string };
  readonly basePath: string;
  readonly logLevel: string;
}

export function commonConfig(settings: z.output<typeof CommonSettings>): CommonConfig {
  const endpoint = settings.AWS_ENDPOINT_URL_S3 ?? settings.AWS_ENDPOINT_URL;
  return {
    tableName: settings.TABLE_NAME,
    bucket: settings.PACKAGES_BUCKET,
    region: settings.AWS_REGION,
    s3: endpoint === undefined ? {} : { endpoint },
    basePath: settings.BASE_PATH,
    logLevel: settings.LOG_LEVEL,
  };
}
