import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';

/** A SHA-256 as 64 lower-case hexadecimal digits. */
export type Sha256 = Brand<string, 'Sha256'>;

function isSha256(text: string): text is Sha256 {
  return /^[0-9a-f]{64}$/.test(text);
}

export function parseSha256(text: string): Sha256 {
  const lower = text.toLowerCase();
  if (isSha256(lower)) return lower;
  throw new InvalidError('The sha256 must be 64 hexadecimal digits.');
}

/** The form S3 speaks: base64 of the 32 bytes. */
export function sha256ToBase64(digest: Sha256): string {
  return Buffer.from(digest, 'hex').toString('base64');
}

export function sha256FromBase64(base64: string): Sha256 {
  return parseSha256(Buffer.from(base64, 'base64').toString('hex'));
}
