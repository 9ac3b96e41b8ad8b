import { es256, forgeToken } from './forge-token.ts';
import type { AttackTarget, HonestToken, TokenAttack } from './token-attack.ts';

const SKEW = 30;

/** Well signed tokens whose claims are wrong, missing, or just within what the skew allows. */
export function claimAttacks(
  { key, issuer, audience, now }: AttackTarget,
  { header, claims }: HonestToken,
): TokenAttack[] {
  const seconds = Math.floor(now.getTime() / 1000);
  const changes: [name: string, change: object, accepted?: boolean][] = [
    ['exp missing', { exp: undefined }],
    ['exp null', { exp: null }],
    ['exp a string', { exp: String(claims.exp) }],
    ['exp zero', { exp: 0 }],
    ['exp beyond every calendar', { exp: 1e300 }],
    ['exp past, at the end of the skew', { exp: seconds - SKEW }],
    ['exp past, within the skew', { exp: seconds - SKEW + 1 }, true],
    ['nbf missing', { nbf: undefined }],
    ['nbf a string', { nbf: '0' }],
    ['nbf in the future, beyond the skew', { nbf: seconds + SKEW + 1 }],
    ['nbf in the future, at the end of the skew', { nbf: seconds + SKEW }, true],
    ['iat missing', { iat: undefined }],
    ['iat a string', { iat: 'now' }],
    ['iss missing', { iss: undefined }],
    ['iss another', { iss: 'https://attacker.test' }],
    ['iss with a slash more', { iss: `${issuer}/` }],
    ['iss a list with ours', { iss: [issuer] }],
    ['aud missing', { aud: undefined }],
    ['aud another', { aud: 'https://attacker.test' }],
    ['aud a prefix of ours', { aud: audience.slice(0, -1) }],
    ['aud a list without ours', { aud: ['a', 'b'] }],
    ['aud an empty list', { aud: [] }],
    ['aud a list with ours', { aud: ['https://elsewhere.test', audience] }, true],
    ['sub missing', { sub: undefined }],
    ['sub empty', { sub: '' }],
    ['sub a number', { sub: 42 }],
    ['sub of no known form', { sub: 'root' }],
    ['sub with a line break', { sub: 'identity:a\nidentity:b' }],
    ['jti missing', { jti: undefined }],
    ['jti empty', { jti: '' }],
    ['jti a number', { jti: 1 }],
    ['origin empty', { origin: '' }],
    ['origin a number', { origin: 1 }],
    ['origin_iat a string', { origin: 'x', origin_iat: 'now' }],
    ['origin_iat null', { origin: 'x', origin_iat: null }],
    ['origin_iat beyond every calendar', { origin: 'x', origin_iat: 1e300 }],
    ['through a text', { origin: 'x', origin_iat: seconds, through: 'x' }],
    ['through a list of numbers', { origin: 'x', origin_iat: seconds, through: [1] }],
    ['scope missing', { scope: undefined }],
    ['scope empty', { scope: '' }],
    ['scope a number', { scope: 1 }],
    ['scope a list', { scope: ['admin'] }],
    ['scope of an unknown permission', { scope: 'download:acme root:acme' }],
    ['scope with a pattern in the middle', { scope: 'download:a*b' }],
    ['scope with two spaces', { scope: 'download:acme  upload:acme' }],
    ['admin in capitals', { scope: 'ADMIN' }],
  ];
  // JSON that no JavaScript object becomes.
  const texts: [name: string, payload: string][] = [
    [
      'exp too large for a number',
      JSON.stringify({ ...claims, exp: 1 }).replace('"exp":1', '"exp":1e999'),
    ],
    ['a payload that is a list', '[]'],
    ['a payload that is null', 'null'],
    ['a payload that is no JSON', '{'],
    ['an empty payload', ''],
  ];
  const sign = (payload: object | string) => forgeToken(header, payload, es256(key.privateKey));
  return [
    ...changes.map(([name, change, accepted = false]) => ({
      name,
      accepted,
      token: sign({ ...claims, ...change }),
    })),
    ...texts.map(([name, payload]) => ({ name, accepted: false, token: sign(payload) })),
  ];
}
