import type { JWK } from 'jose';

/** The key that access tokens are signed with: ECDSA on P-256 with SHA-256 (JWS `ES256`). */
export interface SigningKey {
  /** With `kid` (RFC 7638 thumbprint), `alg` and `use`; never a private member. */
  publicJwk(): Promise<JWK & { kid: string }>;
  /** The JWS signature of `input`: 64 bytes, r and s (RFC 7518 §3.4), not DER. */
  sign(input: Uint8Array): Promise<Uint8Array>;
}
