import { generateKeyPairSync } from 'node:crypto';
import { claimAttacks } from './claim-attacks.ts';
import { es256, forgeToken, hs256, rs256, unsigned } from './forge-token.ts';
import { headerAttacks } from './header-attacks.ts';
import { spellingAttacks } from './spelling-attacks.ts';
import type { AttackTarget, HonestToken, TokenAttack } from './token-attack.ts';

/**
 * Forged tokens, and a few honest ones on the edge, by name: for every place that takes a token,
 * so that none is more lenient than the other.
 */
export async function tokenAttacks(target: AttackTarget): Promise<TokenAttack[]> {
  const honest = await honestToken(target);
  return [
    ...keyAttacks(target, honest),
    ...headerAttacks(target, honest),
    ...claimAttacks(target, honest),
    ...spellingAttacks(target, honest),
  ];
}

/** The parts of a token that the registry accepts. */
export async function honestToken({ key, issuer, audience, now }: AttackTarget) {
  const { kid } = await key.publicJwk();
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    header: { typ: 'at+jwt', alg: 'ES256', kid },
    claims: {
      iss: issuer,
      aud: audience,
      sub: 'identity:honest',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 900,
      jti: 'token-1',
      scope: 'download:acme',
    },
  } satisfies HonestToken;
}

/** Signed with something else than the key that the verifier trusts. */
function keyAttacks({ key }: AttackTarget, { header, claims }: HonestToken): TokenAttack[] {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const pem = key.publicKey.export({ format: 'pem', type: 'spki' });
  const der = key.publicKey.export({ format: 'der', type: 'spki' });
  const jwk = JSON.stringify(key.publicKey.export({ format: 'jwk' }));
  const refused = (name: string, token: string) => ({ name, token, accepted: false });
  return [
    refused('alg none', forgeToken({ ...header, alg: 'none' }, claims, unsigned)),
    refused('alg NoNe', forgeToken({ ...header, alg: 'NoNe' }, claims, unsigned)),
    refused('no signature', forgeToken(header, claims, unsigned)),
    refused('HS256 with the PEM', forgeToken({ ...header, alg: 'HS256' }, claims, hs256(pem))),
    refused('HS256 with the DER', forgeToken({ ...header, alg: 'HS256' }, claims, hs256(der))),
    refused('HS256 with the JWK', forgeToken({ ...header, alg: 'HS256' }, claims, hs256(jwk))),
    refused('ES256 that is an HMAC', forgeToken(header, claims, hs256(pem))),
    refused('RS256', forgeToken({ ...header, alg: 'RS256' }, claims, rs256(rsa))),
    refused('another key under the same kid', forgeToken(header, claims, es256(other))),
    refused(
      'the right key, called ES384',
      forgeToken({ ...header, alg: 'ES384' }, claims, es256(key.privateKey)),
    ),
    refused(
      'r and s zero',
      forgeToken(header, claims, () => Buffer.alloc(64)),
    ),
  ];
}
