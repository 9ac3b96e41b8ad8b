import type { ResourceName } from '@registry/domain';
import { parseAuthorization } from './authorization.ts';
import { checkDate } from './check-date.ts';
import { headerValues } from './header-values.ts';
import { notProven } from './not-proven.ts';
import type { SentRequest } from './sent-request.ts';

/** All that a proof may ask of STS. */
export const GET_CALLER_IDENTITY = '/?Action=GetCallerIdentity&Version=2011-06-15';

// Without one of these in the signature, a request that was signed for somebody else could be
// handed to us: the reason why there are headers of our own at all.
const MUST_BE_SIGNED = ['host', 'x-amz-date', 'x-registry-audience', 'x-registry-identity'];
// What they mean ends at the next hop, or changes where a request or its answer ends.
const NEVER_SENT =
  /^(?:accept-encoding|connection|content-encoding|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/;

export interface ProofExpectation {
  /** Our issuer URL. */
  readonly audience: string;
  /** Whom the client asks to act as. */
  readonly identity: ResourceName | undefined;
  readonly isStsHost: (host: string) => boolean;
  readonly now: Date;
}

/** A proof for us, as far as that can be told without asking STS. */
export interface CheckedProof {
  readonly host: string;
  /** What is signed, and the signature; nothing else goes to STS. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signature: string;
}

/** @throws UnauthenticatedError that names the first check that fails */
export function checkProof(sent: SentRequest, expected: ProofExpectation): CheckedProof {
  const headers = headerValues(sent.headers);
  const value = (name: string) => headers.get(name) ?? '';
  if (sent.method !== 'POST' || sent.target !== GET_CALLER_IDENTITY) {
    throw notProven(`The signed request must be POST ${GET_CALLER_IDENTITY}.`);
  }
  const length = headers.get('content-length') ?? '0';
  if (sent.body !== '' || length !== '0' || headers.has('transfer-encoding')) {
    throw notProven('The signed request must have no body.');
  }
  const host = value('host');
  if (!expected.isStsHost(host) || (sent.urlHost ?? host) !== host) {
    throw notProven('The signed request is for a host that is none of AWS STS, or for two hosts.');
  }
  const { day, signedHeaders, signature } = parseAuthorization(headers.get('authorization'));
  checkSignedHeaders(signedHeaders, headers);
  if (value('x-registry-audience') !== expected.audience) {
    throw notProven(`Sign the header x-registry-audience with the value ${expected.audience}`);
  }
  if (value('x-registry-identity') !== (expected.identity ?? '')) {
    throw notProven(
      'The signed header x-registry-identity must be the identity asked for, or empty for none.',
    );
  }
  checkDate(value('x-amz-date'), day, expected.now);
  const passedOn = [...signedHeaders, 'authorization'].map((name) => [name, value(name)]);
  return { host, headers: Object.fromEntries(passedOn), signature };
}

function checkSignedHeaders(signed: readonly string[], headers: ReadonlyMap<string, string>): void {
  const missing = MUST_BE_SIGNED.filter((name) => !signed.includes(name));
  if (missing.length > 0) throw notProven(`Sign these headers too: ${missing.join(', ')}.`);
  if (!signed.every((name) => headers.has(name))) {
    throw notProven('The SignedHeaders name a header that the request does not have.');
  }
  if (signed.some((name) => name === 'authorization' || NEVER_SENT.test(name))) {
    throw notProven('The signed headers hold one that is only for the way to the next host.');
  }
  const isOurs = (name: string) => /^x-(?:amz|registry)-/.test(name);
  if ([...headers.keys()].some((name) => isOurs(name) && !signed.includes(name))) {
    throw notProven('Sign every header that begins with x-amz- or x-registry-.');
  }
}
