import type { Clock } from '@registry/domain';
import { Sha256 } from '@smithy/core/checksum';
import { buildQueryString, HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ServiceSettings } from '../clients/client-options.ts';
import { locate } from './location.ts';

export interface PresignSettings extends ServiceSettings {
  readonly clock: Clock;
}

export interface PresignedRequest {
  readonly method: 'GET' | 'PUT';
  readonly bucket: string;
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Lower-case names; whoever uses the URL must send them as they are, or S3 answers 403. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Presign = (request: PresignedRequest, expiresAt: Date) => Promise<string>;

/** The payload's hash is no part of a presigned URL (SigV4, "Authenticating requests by query"). */
const UNSIGNED_PAYLOAD = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
const MAX_LIFETIME_SECONDS = 7 * 24 * 3600;

/** Makes URLs that carry their own permission (AWS Signature Version 4), without asking AWS. */
export function createPresign(settings: PresignSettings): Presign {
  const signer = new SignatureV4({
    service: 's3',
    region: settings.region,
    credentials: settings.credentials,
    sha256: Sha256,
    // S3 signs the path as it is sent, other services escape it once more.
    uriEscapePath: false,
    applyChecksum: false,
  });
  return async ({ method, bucket, key, query = {}, headers = {} }, expiresAt) => {
    const { protocol, host, path } = locate(settings, bucket, key);
    const signed = await signer.presign(
      new HttpRequest({
        method,
        protocol,
        path,
        query: { ...query },
        headers: { host, ...headers, ...UNSIGNED_PAYLOAD },
      }),
      {
        ...lifetime(settings.clock(), expiresAt),
        unsignableHeaders: new Set(Object.keys(UNSIGNED_PAYLOAD)),
        // A header that is moved into the query binds nobody to send it.
        unhoistableHeaders: new Set([...Object.keys(headers), ...Object.keys(UNSIGNED_PAYLOAD)]),
      },
    );
    return `${protocol}//${host}${path}?${buildQueryString(signed.query ?? {})}`;
  };
}

/** S3 counts whole seconds from a signing time of whole seconds; never later than `expiresAt`. */
function lifetime(now: Date, expiresAt: Date): { signingDate: Date; expiresIn: number } {
  const signedAt = Math.floor(now.getTime() / 1000);
  const expiresIn = Math.floor(expiresAt.getTime() / 1000) - signedAt;
  if (expiresIn < 1 || expiresIn > MAX_LIFETIME_SECONDS) {
    throw new RangeError(`A signed URL lives 1 second to 7 days, not ${expiresIn} seconds.`);
  }
  return { signingDate: new Date(signedAt * 1000), expiresIn };
}
