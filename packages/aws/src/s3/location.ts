import { escapeUri } from '@smithy/core/protocols';
import { serviceHost } from '../service-host.ts';

/** Where S3 is. */
export interface S3Site {
  readonly region: string;
  /** An emulator's base URL; absent on AWS. */
  readonly endpoint?: string;
}

export interface S3Location {
  readonly protocol: string;
  /** With the port, where it is not the protocol's own. */
  readonly host: string;
  /** Percent-encoded, a slash in front. */
  readonly path: string;
}

/** The bucket is part of the host name on AWS, and of the path where only that can work. */
export function locate({ region, endpoint }: S3Site, bucket: string, key: string): S3Location {
  const path = `/${key.split('/').map(escapeUri).join('/')}`;
  if (endpoint !== undefined) {
    const { protocol, host } = new URL(endpoint);
    return { protocol, host, path: `/${bucket}${path}` };
  }
  const s3 = serviceHost('s3', region);
  // The wildcard certificate of S3 covers one label in front of it, so none with a dot.
  return bucket.includes('.')
    ? { protocol: 'https:', host: s3, path: `/${bucket}${path}` }
    : { protocol: 'https:', host: `${bucket}.${s3}`, path };
}
