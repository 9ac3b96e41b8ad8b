import { InvalidError } from '../errors.ts';
import type { Brand } from '../values/brand.ts';

/** Text in which each `*` stands for any characters, none and `/` included. No other sign is special. */
export type StarPattern = Brand<string, 'StarPattern'>;

const MAX_LENGTH = 512;
const MAX_STARS = 8;
const MIN_FIXED = 3;
// No proof says anything longer about anybody; what is longer matches nothing.
const MAX_TEXT = 4096;

function isStarPattern(text: string): text is StarPattern {
  const stars = text.split('*').length - 1;
  return text.length <= MAX_LENGTH && stars <= MAX_STARS && text.length - stars >= MIN_FIXED;
}

export function parseStarPattern(text: string): StarPattern {
  if (isStarPattern(text)) return text;
  throw new InvalidError(
    `A pattern has at most ${MAX_LENGTH} characters and ${MAX_STARS} stars, and at least ${MIN_FIXED} characters that are no stars; name more of what it is to match.`,
  );
}

/**
 * Does all of `text` match? Each part between stars is taken where it is found first, so that no
 * character is tried against the same part twice.
 */
export function matchesStars(pattern: StarPattern, text: string): boolean {
  return fitsStars(pattern, text);
}

/** The same for a part of a pattern. */
export function fitsStars(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (text.length > MAX_TEXT || !text.startsWith(first)) return false;
  if (last === undefined) return text === first;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
