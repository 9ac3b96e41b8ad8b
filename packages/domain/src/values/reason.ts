import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';

/** Why somebody did something, in their words. */
export type Reason = Brand<string, 'Reason'>;

const MAX_LENGTH = 256;
// A JWT, or one of our static tokens: a reason is shown to others and kept.
const CREDENTIAL = /eyJ[\w-]{8,}\.|tfr_[0-9A-Za-z]{20,}/;

function isReason(text: string): text is Reason {
  return text.length <= MAX_LENGTH && !/\p{Cc}/u.test(text) && !CREDENTIAL.test(text);
}

export function parseReason(text: string): Reason {
  if (isReason(text)) return text;
  throw new InvalidError(
    `A reason is one line of at most ${MAX_LENGTH} characters, and holds no token.`,
  );
}
