import { generateKeyPairSync } from 'node:crypto';
import { es256, forgeToken } from './forge-token.ts';
import type { AttackTarget, HonestToken, TokenAttack } from './token-attack.ts';

/** Headers that ask the verifier to look elsewhere, or to take the token for another thing. */
export function headerAttacks(
  { key }: AttackTarget,
  { header, claims }: HonestToken,
): TokenAttack[] {
  const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = attacker.publicKey.export({ format: 'jwk' });

  // The right key has signed these: the header alone must decide.
  const signed: [name: string, change: object, accepted?: boolean][] = [
    ['an honest header', {}, true],
    ['typ application/at+jwt', { typ: 'application/at+jwt' }, true],
    ['typ in capitals', { typ: 'AT+JWT' }, true],
    ['typ JWT', { typ: 'JWT' }],
    ['typ of an ID token', { typ: 'id+jwt' }],
    ['typ missing', { typ: undefined }],
    ['typ a number', { typ: 7 }],
    ['alg missing', { alg: undefined }],
    ['alg in small letters', { alg: 'es256' }],
    ['alg a list', { alg: ['ES256'] }],
    ['kid missing', { kid: undefined }],
    ['kid unknown', { kid: 'another' }],
    ['kid empty', { kid: '' }],
    ['kid a number', { kid: 1 }],
    ['kid a list', { kid: [header.kid] }],
    ['kid a path', { kid: '../../../../dev/null' }],
    ['kid a URL', { kid: 'https://attacker.test/jwks.json' }],
    ['kid of a prototype', { kid: '__proto__' }],
    ['kid with SQL', { kid: "' or 1=1 --" }],
    ['crit with an unknown extension', { crit: ['exp'], exp: 1 }],
    ['crit empty', { crit: [] }],
    ['crit no list', { crit: 'exp' }],
    ['b64 false', { crit: ['b64'], b64: false }],
    ['zip', { crit: ['zip'], zip: 'DEF' }],
  ];

  // These bring the key along that they are signed with.
  const brought: [name: string, change: object][] = [
    ['an embedded jwk', { jwk }],
    ['an embedded jwk that has our kid', { jwk: { ...jwk, kid: header.kid } }],
    ['an embedded jwk without kid', { jwk, kid: undefined }],
    ['a jku', { jku: 'https://attacker.test/jwks.json' }],
    ['an x5u', { x5u: 'https://attacker.test/chain.pem' }],
    [
      'an x5c',
      { x5c: [attacker.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')] },
    ],
  ];

  return [
    ...signed.map(([name, change, accepted = false]) => ({
      name,
      accepted,
      token: forgeToken({ ...header, ...change }, claims, es256(key.privateKey)),
    })),
    ...brought.map(([name, change]) => ({
      name,
      accepted: false,
      token: forgeToken({ ...header, ...change }, claims, es256(attacker.privateKey)),
    })),
  ];
}
