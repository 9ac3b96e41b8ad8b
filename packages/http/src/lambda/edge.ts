import { isIP } from 'node:net';
import type { EdgeContext } from '../api-env.ts';

/** What a gateway says of the signature of a request (`AWS_IAM`), under the names it uses itself. */
export interface SignedBy {
  readonly arn: unknown;
  readonly account: unknown;
  readonly userId: unknown;
  readonly organization: unknown;
}

/**
 * Whom the gateway has found a signature to be by; nobody where the route does not ask for one.
 * The gateway makes these fields, and nothing that a client sends becomes part of them.
 */
export function signedBy(said: SignedBy): Pick<EdgeContext, 'awsCaller'> {
  const { arn, account, userId, organization } = said;
  if (typeof arn !== 'string' || typeof account !== 'string' || typeof userId !== 'string') {
    return {};
  }
  // Whoever belongs to no organisation has null there, or a word that is no id of one.
  const isInOne = typeof organization === 'string' && /^o-[a-z0-9]{10,32}$/.test(organization);
  return { awsCaller: { arn, account, userId, ...(isInOne && { organization }) } };
}

/** The client's address. The console's test calls have a word in its place: that is none. */
export function seenFrom(address: unknown): Pick<EdgeContext, 'source'> {
  return typeof address === 'string' && isIP(address) !== 0 ? { source: address } : {};
}

/**
 * A load balancer tells the address in a header, as the last entry after those that the client may
 * have put there itself (`xff_header_processing.mode` is `append`, unless somebody changes it).
 */
export function seenByAlb(headers: Headers): Pick<EdgeContext, 'source'> {
  return seenFrom(headers.get('x-forwarded-for')?.split(',').at(-1)?.trim());
}
