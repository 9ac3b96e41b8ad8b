import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'tfr_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FORM = /^tfr_([0-9A-Za-z]{33})([0-9A-Za-z]{6})$/;
/** What a new token is made from: 192 bits. */
export const STATIC_TOKEN_BYTES = 24;
const RANDOM_LENGTH = 33;
const CHECKSUM_LENGTH = 6;

/** Finds static tokens in any text, for scanners of secrets. */
export const STATIC_TOKEN_PATTERN = 'tfr_[0-9A-Za-z]{39}';

/**
 * A static token of `random` bytes: a prefix that scanners know, the bytes in base 62, and their
 * CRC-32, so that a text that merely looks like one is told apart without asking anybody.
 */
export function formatStaticToken(random: Uint8Array): string {
  if (random.byteLength !== STATIC_TOKEN_BYTES) {
    throw new RangeError(`A static token is made of ${STATIC_TOKEN_BYTES} random bytes.`);
  }
  const body = base62(BigInt(`0x${Buffer.from(random).toString('hex')}`), RANDOM_LENGTH);
  return `${PREFIX}${body}${checksumOf(body)}`;
}

/** Is it one, by its form alone? */
export function isStaticToken(text: string): boolean {
  const [, body = '', checksum] = FORM.exec(text) ?? [];
  return checksum !== undefined && checksumOf(body) === checksum;
}

/** All that is kept of a static token: SHA-256, in hexadecimal. Nobody guesses 192 bits. */
export function digestOfStaticToken(token: string): string {
  return hash('sha256', token, 'hex');
}

function checksumOf(body: string): string {
  return base62(BigInt(crc32(body)), CHECKSUM_LENGTH);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${ALPHABET[Number(rest % 62n)]}${text}`;
  return text.padStart(length, '0');
}
