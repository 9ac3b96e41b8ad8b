import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';
import { isUuid } from './uuid.ts';

/** The `jti` of an access token of ours. */
export type TokenId = Brand<string, 'TokenId'>;

function isTokenId(text: string): text is TokenId {
  return isUuid(text);
}

/** InvalidError, which never repeats what was given: it may be a token that somebody has pasted. */
export function parseTokenId(text: string): TokenId {
  if (isTokenId(text)) return text;
  throw new InvalidError(
    'A jti is a UUID in lower case, as the audit shows it; it is not the token itself. If you have pasted a token, revoke it at /oauth/revoke.',
  );
}
