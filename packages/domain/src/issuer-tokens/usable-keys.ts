import type { JSONWebKeySet, JWK } from 'jose';
import { InvalidError } from '../errors.ts';

const MAX_KEYS = 100;
const MAX_KEY_ID = 1024;
// NIST SP 800-131A: shorter ones do not hold. Longer ones only cost time to verify with.
const RSA_BITS = { min: 2048, max: 8192 };
// Of any exponent in use; a long one costs time.
const MAX_EXPONENT_BYTES = 4;

/**
 * The keys of a JWK set (RFC 7517 §5) that may verify a signature, with their public members only.
 * Others are left out, as §5 asks of unknown ones: shared secrets, keys for encryption, weak keys.
 *
 * @throws InvalidError where it is no set of at most 100 keys
 */
export function usableKeys(set: unknown): JSONWebKeySet {
  const keys = isObject(set) ? set['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) {
    throw new InvalidError(
      `The keys must be a JWK set, {"keys":[…]}, of at most ${MAX_KEYS} keys.`,
    );
  }
  return { keys: keys.flatMap((key: unknown) => usableKey(key) ?? []) };
}

function usableKey(key: unknown): JWK | undefined {
  if (!isObject(key)) return undefined;
  const { use, key_ops, kid, alg } = key;
  if (use !== undefined && use !== 'sig') return undefined;
  if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes('verify'))) {
    return undefined;
  }
  if (alg !== undefined && typeof alg !== 'string') return undefined;
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KEY_ID)) return undefined;
  const parts = publicParts(key);
  if (parts === undefined) return undefined;
  return { ...parts, ...(kid === undefined ? {} : { kid }), ...(alg === undefined ? {} : { alg }) };
}

/** RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2. */
function publicParts({ kty, crv, x, y, n, e }: Readonly<Record<string, unknown>>) {
  if (kty === 'RSA' && isText(n) && isText(e)) return isSoundRsa(n, e) ? { kty, n, e } : undefined;
  if (
    kty === 'EC' &&
    isText(x) &&
    isText(y) &&
    (crv === 'P-256' || crv === 'P-384' || crv === 'P-521')
  ) {
    return { kty, crv, x, y };
  }
  if (kty === 'OKP' && isText(x) && crv === 'Ed25519') return { kty, crv, x };
  return undefined;
}

function isSoundRsa(n: string, e: string): boolean {
  const bits = BigInt(`0x0${Buffer.from(n, 'base64url').toString('hex')}`).toString(2).length;
  return (
    bits >= RSA_BITS.min &&
    bits <= RSA_BITS.max &&
    Buffer.from(e, 'base64url').length <= MAX_EXPONENT_BYTES
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
