import { createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';

/** A public key as JWKS publishes it, named by its thumbprint (RFC 7638). */
export async function publicJwkOf(spki: Uint8Array): Promise<JWK & { kid: string }> {
  const { kty, crv, x, y } = createPublicKey({
    key: Buffer.from(spki),
    format: 'der',
    type: 'spki',
  }).export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) {
    throw new Error(`The signing key is ${crv ?? kty}; it must be ECC_NIST_P256`);
  }
  const key = { kty, crv, x, y };
  return { ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' };
}
