import type { DownloadLinks } from '@registry/domain';
import { packageKey } from '../s3/package-keys.ts';
import { createPresign, type PresignedRequest, type PresignSettings } from '../s3/presign.ts';

export interface DownloadLinksSettings extends PresignSettings {
  /** Where the published packages are. */
  readonly bucket: string;
}

/**
 * Links are computed, so a package that is gone shows only when it is fetched. A link also ends
 * with the credentials it was signed with, should those expire first.
 */
export function createDownloadLinks(settings: DownloadLinksSettings): DownloadLinks {
  const presign = createPresign(settings);
  return {
    sign: (source, expiresAt) => presign(requestFor(source, settings.bucket), expiresAt),
  };
}

function requestFor(
  source: Parameters<DownloadLinks['sign']>[0],
  ownBucket: string,
): PresignedRequest {
  if (source.kind === 'stored') {
    return { method: 'GET', bucket: ownBucket, key: packageKey(source.sha256) };
  }
  const { bucket, key, objectVersion } = source;
  const query = objectVersion === undefined ? {} : { versionId: objectVersion };
  return { method: 'GET', bucket, key, query };
}
