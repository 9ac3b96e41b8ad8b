import { derEcdsa, es256, forgeToken } from './forge-token.ts';
import type { AttackTarget, HonestToken, TokenAttack } from './token-attack.ts';

/** An honest token, edited after it was signed or written in another way. */
export function spellingAttacks(
  { key }: AttackTarget,
  { header, claims }: HonestToken,
): TokenAttack[] {
  const token = forgeToken(header, claims, es256(key.privateKey));
  const [, payload = '', signature = ''] = token.split('.');
  return [
    { name: 'an honest token', token, accepted: true },
    ...spellingsOf(token, header, claims),
    refused('a DER signature', forgeToken(header, claims, derEcdsa(key.privateKey))),
    refused(
      'something like a JWE',
      `${encode({ ...header, enc: 'A256GCM' })}.${payload}.${signature}.c.d`,
    ),
    refused(
      'a huge one',
      forgeToken(header, { ...claims, pad: 'x'.repeat(20_000) }, es256(key.privateKey)),
    ),
  ];
}

/** What is made of a signed JWT without its key: none of it is a token any more. */
export function spellingsOf(token: string, header: object, claims: object): TokenAttack[] {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const half = Math.floor(payload.length / 2);
  const spellings: [name: string, token: string][] = [
    ['an edited payload', `${head}.${encode({ ...claims, scope: 'admin' })}.${signature}`],
    ['an edited header', `${encode({ ...header, x: 1 })}.${payload}.${signature}`],
    ['a truncated signature', token.slice(0, -2)],
    ['a longer signature', `${token}AAAA`],
    ['two parts', `${head}.${payload}`],
    ['four parts', `${token}.${signature}`],
    ['a dot at the end', `${token}.`],
    ['JSON serialisation', JSON.stringify({ protected: head, payload, signature })],
    ['padding', `${token}==`],
    ['plain base64', token.replaceAll('-', '+').replaceAll('_', '/').replace('.', '.+')],
    ['a space inside', `${head}.${payload.slice(0, half)} ${payload.slice(half)}.${signature}`],
    ['a line break inside', `${head}.${payload}.\n${signature}`],
    ['a line break at the end', `${token}\n`],
    ['a full-width letter', `${head}.${payload}.Ａ${signature.slice(1)}`],
    ['a lone surrogate', `${head}.${payload}.\ud800${signature}`],
    ['a NUL', `${token}\0`],
    ['a comma and another', `${token},${token}`],
    ['a scheme in front', `Bearer ${token}`],
    ['nothing', ''],
    ['dots', '..'],
  ];
  return spellings.map(([name, spelling]) => refused(name, spelling));
}

function refused(name: string, token: string): TokenAttack {
  return { name, token, accepted: false };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
