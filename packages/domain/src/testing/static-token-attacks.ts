import { digestOfStaticToken, formatStaticToken, STATIC_TOKEN_BYTES } from '../index.ts';
import type { TokenAttack } from './token-attack.ts';

/** What somebody might send in place of the static token `honest`, which is kept. */
export function staticTokenAttacks(honest: string): TokenAttack[] {
  const [middle] = honest.slice(20);
  const another = middle === 'a' ? 'b' : 'a';
  const attacks: [name: string, token: string][] = [
    ['one that nobody made', formatStaticToken(Buffer.alloc(STATIC_TOKEN_BYTES, 7))],
    ['one of zeros', formatStaticToken(Buffer.alloc(STATIC_TOKEN_BYTES))],
    ['a changed character', `${honest.slice(0, 20)}${another}${honest.slice(21)}`],
    ['a changed checksum', `${honest.slice(0, -1)}${honest.endsWith('0') ? '1' : '0'}`],
    ['two characters swapped', `${honest.slice(0, 4)}${swapped(honest.slice(4))}`],
    ['another case', honest.toUpperCase()],
    ['small letters', honest.toLowerCase()],
    ['no prefix', honest.slice(4)],
    ['nothing but the prefix', 'tfr_'],
    ['a cut-off end', honest.slice(0, -1)],
    ['a longer end', `${honest}0`],
    ['itself twice', `${honest}${honest}`],
    ['a space in front', ` ${honest}`],
    ['a line break at the end', `${honest}\n`],
    ['a NUL at the end', `${honest}\0`],
    ['a comma and another', `${honest},${honest}`],
    ['a scheme in front', `Bearer ${honest}`],
    ['a full-width letter', `${honest.slice(0, -1)}Ａ`],
    ['a lone surrogate', `${honest.slice(0, -1)}\ud800`],
    ['an equals sign at the end', `${honest}=`],
    ['a JWT around it', `${honest}.${honest}.${honest}`],
    ['its digest', digestOfStaticToken(honest)],
    ['its digest behind the prefix', `tfr_${digestOfStaticToken(honest)}`],
    ['a wildcard', 'tfr_%'],
    ['SQL', "tfr_' or 1=1 --"],
    ['a path', 'tfr_../../TOKEN'],
    ['a huge one', `tfr_${'0'.repeat(100_000)}`],
    ['nothing', ''],
  ];
  return [
    { name: 'an honest token', token: honest, accepted: true },
    ...attacks.map(([name, token]) => ({ name, token, accepted: false })),
  ];
}

function swapped(text: string): string {
  const at = [...text].findIndex((letter, index) => letter !== text[index + 1]);
  return `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
}
