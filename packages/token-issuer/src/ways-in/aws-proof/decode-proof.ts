import { parseJsonRequest } from './json-request.ts';
import { notProven } from './not-proven.ts';
import { parseRawRequest } from './raw-request.ts';
import type { SentRequest } from './sent-request.ts';

/** Session tokens have no stated limit; with the longest seen, a proof stays far below this. */
const MAX_LENGTH = 32 * 1024;
// RFC 4648 §4 and §5, with or without what fills the last group.
const BASE64 = /^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/;

/**
 * The signed request in a subject token: base64 or base64url of the raw request, or JSON, plain or
 * percent-encoded. UnauthenticatedError where it is none of them.
 */
export function decodeProof(subjectToken: string): SentRequest {
  if (subjectToken.length > MAX_LENGTH) throw notProven('The signed request is too long.');
  if (subjectToken.startsWith('{')) return parseJsonRequest(subjectToken);
  if (/^%7b/i.test(subjectToken)) return parseJsonRequest(percentDecoded(subjectToken));
  if (!BASE64.test(subjectToken)) {
    throw notProven(
      'The subject token is no signed request; send the base64url of a raw HTTP/1.1 request, or the request as JSON.',
    );
  }
  return parseRawRequest(Buffer.from(subjectToken, 'base64').toString('latin1'));
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw notProven('The signed request is not percent-encoded UTF-8.', error);
  }
}
