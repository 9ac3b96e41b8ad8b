// RFC 3986 §3.3 pchar without what has a second spelling: a percent-encoded unreserved character
// is the character itself, and an encoded slash, backslash or control character is a trick. A star
// is sent as it is, and braces, which have to be encoded, in capitals (RFC 3986 §2.1): gateway
// policies know them so.
const ENCODED_UNRESERVED = '2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE]';
const ENCODED_TRICK = '[01][0-9a-fA-F]|2[aAfF]|5[cC]|7[bdfF]';
const SEGMENT = `(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%(?!${ENCODED_UNRESERVED}|${ENCODED_TRICK})[0-9a-fA-F]{2})+`;
const PLAIN_PATH = new RegExp(`^(?:/|(?:/${SEGMENT})+)$`);
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/;

/**
 * Is `path`, exactly as the client sent it, in the one spelling that we serve? Paths are never
 * normalised: gateway policies match the text as sent, so a path that means another one, by dot
 * or empty segments, a trailing slash or percent-encoding, must not be answered at all. To be
 * asked before any URL parser has seen the path (`new URL()` folds `%2e%2e`).
 */
export function isPlainPath(path: string): boolean {
  return PLAIN_PATH.test(path) && !DOT_SEGMENT.test(path);
}

export const PATH_REFUSAL =
  'The path is not in plain form; send no empty or dot segments, no trailing slash, and percent-encode only what needs it.';
