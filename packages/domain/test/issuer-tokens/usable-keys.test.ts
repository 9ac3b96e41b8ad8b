import { describe, expect, it } from 'vitest';
import { InvalidError } from '../../src/index.ts';
import { usableKeys } from '../../src/issuer-tokens/index.ts';
import { createIssuerKey } from '../../src/testing/issuer/index.ts';

const rsa = await createIssuerKey('rsa', 'RS256');
const ec = await createIssuerKey('ec', 'ES384');
const ed = await createIssuerKey('ed', 'EdDSA');
const weak = (bits: number) => ({ ...rsa.publicJwk, n: modulus(bits) });

/** A number of so many bits, which is all that matters here. */
function modulus(bits: number): string {
  return Buffer.from(
    (1n << BigInt(bits - 1)).toString(16).padStart(Math.ceil(bits / 8) * 2, '0'),
    'hex',
  ).toString('base64url');
}

describe('usable keys', () => {
  it('are those that verify signatures, with their public members only', () => {
    const { keys } = usableKeys({
      keys: [rsa, ec, ed].map(({ privateJwk }) => ({ ...privateJwk, x5u: 'https://evil.test' })),
    });
    expect(keys).toEqual([
      { kty: 'RSA', n: rsa.publicJwk.n, e: 'AQAB', kid: 'rsa', alg: 'RS256' },
      { kty: 'EC', crv: 'P-384', x: ec.publicJwk.x, y: ec.publicJwk.y, kid: 'ec', alg: 'ES384' },
      { kty: 'OKP', crv: 'Ed25519', x: ed.publicJwk.x, kid: 'ed', alg: 'EdDSA' },
    ]);
  });

  it('need no kid, alg, use or key_ops', () => {
    const { kty, n, e } = rsa.publicJwk;
    expect(usableKeys({ keys: [{ kty, n, e }] })).toEqual({ keys: [{ kty, n, e }] });
    expect(usableKeys({ keys: [{ kty, n, e, key_ops: ['verify'] }] }).keys).toHaveLength(1);
  });

  it.each([
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' }],
    ['a key for encryption', { ...rsa.publicJwk, use: 'enc' }],
    ['a key that only signs', { ...rsa.publicJwk, key_ops: ['sign'] }],
    ['an RSA key of 1024 bits', weak(1024)],
    ['an RSA key of 2047 bits', weak(2047)],
    [
      'an RSA key with leading zeros',
      { ...rsa.publicJwk, n: `${'A'.repeat(400)}${'x'.repeat(100)}` },
    ],
    ['an RSA key of 8193 bits', weak(8193)],
    ['an RSA key of 500,000 bits', weak(500_000)],
    ['an RSA key with a long exponent', { ...rsa.publicJwk, e: 'AQABAQAB' }],
    ['a curve of elsewhere', { ...ec.publicJwk, crv: 'secp256k1' }],
    ['a key agreement', { ...ed.publicJwk, crv: 'X25519' }],
    ['a key without a part', { ...ec.publicJwk, y: undefined }],
    ['a kid that is no text', { ...rsa.publicJwk, kid: 5 }],
    ['a kid that is a book', { ...rsa.publicJwk, kid: 'k'.repeat(1025) }],
    ['an alg that is no text', { ...rsa.publicJwk, alg: ['RS256'] }],
    ['no object', 'key'],
    ['null', null],
  ])('are not %s; the others stay', (_, key) => {
    expect(usableKeys({ keys: [key, ec.publicJwk] }).keys).toEqual([
      expect.objectContaining({ kid: 'ec' }),
    ]);
  });

  it.each([2048, 3072, 4096, 8192])('may have %i bits', (bits) => {
    expect(usableKeys({ keys: [weak(bits)] }).keys).toHaveLength(1);
  });

  it.each([
    undefined,
    null,
    'keys',
    [],
    {},
    { keys: {} },
    { keys: 'x' },
    { keys: Array(101).fill({}) },
  ])('come from no %j', (set) => expect(() => usableKeys(set)).toThrow(InvalidError));
});
