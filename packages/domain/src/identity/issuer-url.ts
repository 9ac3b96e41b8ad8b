import { InvalidError } from '../errors.ts';

const MAX_LENGTH = 512;

/**
 * `iss` of a trusted issuer, which tokens must have exactly so: an https URL without query and
 * fragment (OpenID Connect Discovery 1.0 §3). Kept as written, since `iss` is compared as text.
 *
 * @throws InvalidError
 */
export function parseIssuerUrl(text: string): string {
  const url = URL.parse(text);
  if (
    url?.protocol === 'https:' &&
    /^https:\/\/[\x21-\x7e]+$/.test(text) &&
    !/[?#@\\]/.test(text) &&
    text.length <= MAX_LENGTH
  ) {
    return text;
  }
  throw new InvalidError(
    `An issuer is an https URL of at most ${MAX_LENGTH} characters, without user, query and fragment.`,
  );
}
