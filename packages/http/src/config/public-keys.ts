import { createPublicKey } from 'node:crypto';
import * as z from 'zod/mini';

const PublicKey = z.pipe(
  z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    kid: z.string().check(z.minLength(1)),
    alg: z.optional(z.literal('ES256')),
    use: z.optional(z.literal('sig')),
    // A function that holds a private key can be made to give it away.
    d: z.optional(z.never('must not be there: these are public keys')),
  }),
  z.transform(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' })),
);

const KeySet = z.object({ keys: z.array(PublicKey).check(z.minLength(1)) }).check(
  z.refine(({ keys }) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
    error: 'two keys have the same kid',
  }),
  z.refine(({ keys }) => keys.every(isOnCurve), { error: 'a key is no point of P-256' }),
);

/** JWKS as one setting: `{"keys":[…]}` with the P-256 keys that tokens verify with (RFC 7517). */
export const publicKeys = z.pipe(
  z.pipe(
    z.string('must be set to the public keys, {"keys":[…]}'),
    z.transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: 'must be JSON, {"keys":[…]}', input: text });
        return z.NEVER;
      }
    }),
  ),
  KeySet,
);

function isOnCurve(key: { kty: string; crv: string; x: string; y: string }): boolean {
  try {
    createPublicKey({ key, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
