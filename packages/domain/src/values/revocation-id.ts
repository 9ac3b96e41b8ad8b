import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';
import { isUuid } from './uuid.ts';

/** What a revocation is called in lists, and lifted by. */
export type RevocationId = Brand<string, 'RevocationId'>;

function isRevocationId(text: string): text is RevocationId {
  return isUuid(text);
}

/** InvalidError, which never repeats what was given: it may be a token that somebody has pasted. */
export function parseRevocationId(text: string): RevocationId {
  if (isRevocationId(text)) return text;
  throw new InvalidError(
    'The id of a revocation is a UUID in lower case, as the list of revocations shows it; it is no token.',
  );
}
