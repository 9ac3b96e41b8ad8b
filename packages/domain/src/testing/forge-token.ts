import { createHmac, type KeyObject, sign } from 'node:crypto';

/** Makes the third part of a JWS from the first two, `header.payload`. */
export type Signer = (input: string) => Buffer;

/** The signature that ES256 asks for (RFC 7518 §3.4). */
export function es256(key: KeyObject): Signer {
  return (input) => sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
}

/** The same numbers in the form that TLS and OpenSSL use, and that JWS does not. */
export function derEcdsa(key: KeyObject): Signer {
  return (input) => sign('sha256', Buffer.from(input), { key, dsaEncoding: 'der' });
}

export function rs256(key: KeyObject): Signer {
  return (input) => sign('sha256', Buffer.from(input), key);
}

export function hs256(secret: string | Buffer): Signer {
  return (input) => createHmac('sha256', secret).update(input).digest();
}

export const unsigned: Signer = () => Buffer.alloc(0);

/** A JWS of any header and payload, valid or not; a string is taken as the JSON text itself. */
export function forgeToken(
  header: object | string,
  payload: object | string,
  signer: Signer,
): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signer(input).toString('base64url')}`;
}

function encode(part: object | string): string {
  const text = typeof part === 'string' ? part : JSON.stringify(part);
  return Buffer.from(text).toString('base64url');
}
