import { notProven } from './not-proven.ts';
import type { SentRequest } from './sent-request.ts';

/**
 * Headers by their names in lower case. Values are as a signature sees them (SigV4, "Create a
 * canonical request": no space around a value, one space where there are several), and exactly so
 * they are sent on: what is compared here is what STS checks.
 *
 * @throws UnauthenticatedError where a header was sent twice, as nobody knows which of the two STS
 *   would take
 */
export function headerValues(headers: SentRequest['headers']): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (values.has(key)) throw notProven('Each header of the signed request may be there once.');
    values.set(key, canonicalValue(value));
  }
  return values;
}

export function canonicalValue(value: string): string {
  return value.replaceAll(/[ \t]+/g, ' ').replaceAll(/^ | $/g, '');
}
