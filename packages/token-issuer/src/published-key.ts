import type { SigningKey } from '@registry/domain';
import type { JSONWebKeySet } from 'jose';

/**
 * `key`, as long as it is among the public keys that verifiers were given. Whatever another key
 * signs would be refused everywhere: better to fail here, where the mistake was made.
 */
export function publishedKey(key: SigningKey, published: JSONWebKeySet): SigningKey {
  return {
    async publicJwk() {
      const jwk = await key.publicJwk();
      if (published.keys.some(({ kid }) => kid === jwk.kid)) return jwk;
      throw new Error(
        `The signing key ${jwk.kid} is not among the public keys in JWKS; deploy it there first.`,
      );
    },
    sign: (input) => key.sign(input),
  };
}
