import { notProven } from './not-proven.ts';
import type { SentRequest } from './sent-request.ts';

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.1$/;
// RFC 9110 §5.1 and §5.5, without what is beyond ASCII and without folded lines.
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e]*)$/;

/** A raw HTTP/1.1 request (RFC 9112 §2.1). UnauthenticatedError where it is none. */
export function parseRawRequest(text: string): SentRequest {
  // A lone line feed ends a line as well (RFC 9112 §2.2): shells write it so.
  const [, head, body] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(text) ?? [];
  const [first = '', ...lines] = head?.split(/\r?\n/) ?? [];
  const [, method, target] = REQUEST_LINE.exec(first) ?? [];
  if (method === undefined || target === undefined || body === undefined) throw malformed();
  return { method, urlHost: undefined, target, headers: lines.map(parseHeader), body };
}

function parseHeader(line: string): [string, string] {
  const [, name, value] = HEADER_LINE.exec(line) ?? [];
  if (name === undefined || value === undefined) throw malformed();
  return [name, value];
}

function malformed() {
  return notProven(
    'The subject token holds no HTTP/1.1 request; send the request line, the headers and an empty line.',
  );
}
