import { UnauthenticatedError } from '../errors.ts';

/**
 * The token of an `Authorization` header, not verified yet. The scheme's case does not matter
 * (RFC 9110 §11.1); more than one token, or anything beside it, is no token.
 *
 * @throws UnauthenticatedError `missing` without the header or with another scheme,
 *   `invalid_token` where `Bearer` is followed by anything but one token (RFC 6750 §2.1)
 */
export function bearerToken(header: string | undefined): string {
  if (header === undefined || header === '') throw missing('This request needs a token');
  const [scheme] = header.split(' ', 1);
  if (scheme?.toLowerCase() !== 'bearer') throw missing('Only bearer tokens are accepted');
  const [, token] = /^\S+ +([^\s,]+)$/.exec(header) ?? [];
  if (token !== undefined) return token;
  throw new UnauthenticatedError('invalid_token', 'The Authorization header is malformed.');
}

function missing(fault: string): UnauthenticatedError {
  return new UnauthenticatedError(
    'missing',
    `${fault}: send "Authorization: Bearer <token>", or put the token into a credentials block for this host.`,
  );
}
