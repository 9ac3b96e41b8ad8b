import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions, LARGE, type ServiceSettings } from './client-options.ts';

export function createS3Client(settings: ServiceSettings): S3Client {
  return new S3Client({
    ...clientOptions(settings, LARGE),
    forcePathStyle: settings.endpoint !== undefined,
    // The registry compares SHA-256 digests itself; another checksum beside it is work for nothing.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
