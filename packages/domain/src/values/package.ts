import { InvalidError } from '../errors.ts';
import type { Sha256 } from './digest.ts';

export const PACKAGE_FORMATS = ['tar.gz', 'zip'] as const;
/** The archive kinds that both clients unpack; also the value of go-getter's `archive=`. */
export type PackageFormat = (typeof PACKAGE_FORMATS)[number];

/** A package by its content: what is uploaded and stored under its digest. */
export interface PackageRef {
  readonly sha256: Sha256;
  /** Bytes, as packed. */
  readonly size: number;
  readonly format: PackageFormat;
}

/** An object in a bucket of the publisher's own. */
export interface BucketObject {
  readonly bucket: string;
  readonly key: string;
  readonly sha256: Sha256;
}

/**
 * The key of an object in a publisher's bucket. S3 takes almost any text, but go-getter cuts an
 * address at `//` and URL parsers fold dot segments: such an object could be published and never
 * be installed.
 */
export function parseBucketKey(text: string): string {
  const plain = /^[^\p{Cc}\\]{1,1024}$/u.test(text) && !/^\/|\/\/|\/$/.test(text);
  const dots = text.split('/').some((segment) => segment === '.' || segment === '..');
  if (plain && !dots && Buffer.byteLength(text) <= 1024) return text;
  throw new InvalidError(
    'The key must have 1 to 1,024 bytes, no empty and no dot segments, no slash at either end, no backslash and no control characters.',
  );
}

/** Where the package of a version is. */
export type PackageSource =
  | ({ readonly kind: 'stored' } & PackageRef)
  | ({
      readonly kind: 'bucket';
      /** Fixes the bytes in a versioned bucket; absent where versioning is off. */
      readonly objectVersion?: string;
    } & BucketObject &
      PackageRef)
  | { readonly kind: 'address'; readonly address: string };

/** What decides whether two sources are the same content: the digest, or the address. */
export type ContentIdentity =
  | { readonly kind: 'stored' | 'bucket'; readonly sha256: Sha256 }
  | { readonly kind: 'address'; readonly address: string };

/** Do both name the same content? Decides between "the same again" and a conflict. */
export function sameContent(a: ContentIdentity, b: ContentIdentity): boolean {
  if (a.kind === 'address') return b.kind === 'address' && a.address === b.address;
  return b.kind !== 'address' && a.sha256 === b.sha256;
}
