import { createHmac, generateKeyPairSync } from 'node:crypto';
import { es256, forgeToken, hs256, type Signer, unsigned } from './forge-token.ts';
import { spellingsOf } from './spelling-attacks.ts';
import type { TokenAttack } from './token-attack.ts';

const SKEW = 30;

/** Forged tokens, and honest ones on the edge, for places that take HS256 with a shared secret. */
export function hs256Attacks({ secret, now }: { readonly secret: string; readonly now: Date }) {
  const seconds = Math.floor(now.getTime() / 1000);
  const header = { alg: 'HS256', typ: 'JWT' };
  const claims = { exp: seconds + 900 };
  const sign = hs256(secret);
  const es = es256(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const other =
    (algorithm: string): Signer =>
    (input) =>
      createHmac(algorithm, secret).update(input).digest();

  const headers: [name: string, change: object, accepted?: boolean][] = [
    ['no typ', { typ: undefined }, true],
    ['typ in small letters', { typ: 'jwt' }, true],
    ['a kid', { kid: '../../dev/null' }, true],
    ['typ of our own tokens', { typ: 'at+jwt' }],
    ['typ of an ID token', { typ: 'id+jwt' }],
    ['typ a number', { typ: 7 }],
    ['alg missing', { alg: undefined }],
    ['alg none', { alg: 'none' }],
    ['alg in small letters', { alg: 'hs256' }],
    ['alg HS384', { alg: 'HS384' }],
    ['alg ES256', { alg: 'ES256' }],
    ['alg a list', { alg: ['HS256'] }],
    ['crit with an unknown extension', { crit: ['exp'], exp: 1 }],
    ['b64 false', { crit: ['b64'], b64: false }],
  ];
  const payloads: [name: string, payload: object | string, accepted?: boolean][] = [
    ['nothing but exp', claims, true],
    ['iat and nbf', { ...claims, iat: seconds, nbf: seconds }, true],
    ['claims that count elsewhere', { ...claims, sub: 'identity:x', scope: 'admin' }, true],
    ['exp past, within the skew', { exp: seconds - SKEW + 1 }, true],
    ['exp past, at the end of the skew', { exp: seconds - SKEW }],
    ['exp missing', {}],
    ['exp null', { exp: null }],
    ['exp a string', { exp: String(claims.exp) }],
    ['exp zero', { exp: 0 }],
    ['exp beyond every calendar', { exp: 1e300 }],
    ['exp too large for a number', '{"exp":1e999}'],
    ['iat a string', { ...claims, iat: 'now' }],
    ['iat beyond every calendar', { ...claims, iat: 1e300 }],
    ['nbf in the future, beyond the skew', { ...claims, nbf: seconds + SKEW + 1 }],
    ['a payload that is a list', '[]'],
    ['a payload that is null', 'null'],
    ['an empty payload', ''],
  ];
  const signers: [name: string, signer: Signer][] = [
    ['no signature', unsigned],
    ['an empty secret', hs256('')],
    ['another secret', hs256(`${secret}x`)],
    ['the secret, and a line break', hs256(`${secret}\n`)],
    ['the secret in another case', hs256(secret.toUpperCase())],
    ['SHA-384', other('sha384')],
    ['SHA-512', other('sha512')],
    ['an elliptic curve', es],
    ['nothing but zeros', () => Buffer.alloc(32)],
  ];
  return [
    ...headers.map(([name, change, accepted = false]) => ({
      name,
      accepted,
      token: forgeToken({ ...header, ...change }, claims, sign),
    })),
    ...payloads.map(([name, payload, accepted = false]) => ({
      name,
      accepted,
      token: forgeToken(header, payload, sign),
    })),
    ...signers.map(([name, signer]) => ({
      name: `signed with ${name}`,
      accepted: false,
      token: forgeToken(header, claims, signer),
    })),
    ...spellingsOf(forgeToken(header, claims, sign), header, claims),
  ] satisfies TokenAttack[];
}
