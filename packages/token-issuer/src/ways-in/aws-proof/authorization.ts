import { notProven } from './not-proven.ts';

/** What an `Authorization` header of Signature Version 4 says. */
export interface Authorization {
  /** `YYYYMMDD` of the credential scope. */
  readonly day: string;
  /** In lower case, each once. */
  readonly signedHeaders: readonly string[];
  /** Sixty-four lower-case hexadecimal digits: there is no second spelling of it. */
  readonly signature: string;
}

// The order and the spelling of every signer that there is; others would be guesses.
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=[^/,\s]{1,128}\/(\d{8})\/[a-z0-9-]{1,40}\/sts\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;
const HEADER_LIST = /^[a-z0-9_-]+(?:;[a-z0-9_-]+)*$/;

/** UnauthenticatedError where that is no signature of a request for STS. */
export function parseAuthorization(header: string | undefined): Authorization {
  const [, day, list, signature] = AUTHORIZATION.exec(header ?? '') ?? [];
  if (day === undefined || list === undefined || signature === undefined) {
    throw notProven(
      'The request must be signed for sts with AWS4-HMAC-SHA256, in its Authorization header.',
    );
  }
  const signedHeaders = list.split(';');
  // SigV4: in alphabetical order; so none can be there twice.
  const isInOrder = signedHeaders.every(
    (name, at) => at === 0 || name > (signedHeaders[at - 1] ?? ''),
  );
  if (HEADER_LIST.test(list) && isInOrder) return { day, signedHeaders, signature };
  throw notProven('The SignedHeaders must be lower-case names in order, with semicolons between.');
}
