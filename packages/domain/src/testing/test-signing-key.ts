import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { SigningKey } from '../index.ts';

/** A SigningKey of tests, which also gives away what a real one never does. */
export interface TestSigningKey extends SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A new P-256 key in memory. */
export function createTestSigningKey(): TestSigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey,
    publicKey,
    async publicJwk() {
      const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const jwk = { kty, crv, x, y };
      return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
    },
    async sign(input) {
      return sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    },
  };
}
