import { z } from 'zod';
import { notProven } from './not-proven.ts';
import type { SentRequest } from './sent-request.ts';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

// The form in which Google's workload identity federation takes the same proof.
const JsonRequest = z.strictObject({
  url: z.string(),
  method: z.string(),
  headers: z.array(
    z.strictObject({ key: z.string().regex(HEADER_NAME), value: z.string().regex(HEADER_VALUE) }),
  ),
});

// Never by a URL parser: what was signed is the spelling.
const URL_PARTS = /^https:\/\/([^/?#@\s]+)\/?(\?[^#\s]*)$/;

/** `{"url","method","headers":[{"key","value"}]}`. UnauthenticatedError where it is not. */
export function parseJsonRequest(text: string): SentRequest {
  const { url, method, headers } = parse(text);
  const [, urlHost, query] = URL_PARTS.exec(url) ?? [];
  if (urlHost === undefined || query === undefined) {
    throw notProven('The url of the signed request must be https, with a host and a query only.');
  }
  return {
    method,
    urlHost,
    // RFC 9112 §3.2.1: an empty path is sent as a slash, which is also what is signed.
    target: `/${query}`,
    headers: headers.map(({ key, value }) => [key, value]),
    body: '',
  };
}

function parse(text: string): z.output<typeof JsonRequest> {
  try {
    return JsonRequest.parse(JSON.parse(text));
  } catch {
    // Without its cause, which holds parts of what was sent.
    throw notProven(
      'The subject token is no signed request; as JSON it has url, method and headers, a list of key and value.',
    );
  }
}
