import { type AwsCaller, UnavailableError } from '@registry/domain';
import type { StsAnswer } from './call-sts.ts';
import { notProven } from './not-proven.ts';
import { readStsDocument, type TextAt } from './sts-document.ts';

const RESULT = ['GetCallerIdentityResponse', 'GetCallerIdentityResult'];

/** What clients can do about the refusals that they meet (STS API reference, "Common errors"). */
const ADVICE: Readonly<Record<string, string>> = {
  ExpiredToken: 'the AWS credentials have expired, get new ones',
  InvalidClientTokenId:
    'it does not know the access key, or the session token is missing or of another partition',
  SignatureDoesNotMatch:
    'sign the request exactly as it is sent, with credentials that are current',
};
const THROTTLED = /^(?:Throttl|RequestLimitExceeded)/;

/**
 * Whom STS has named. UnauthenticatedError where it refuses the signature, UnavailableError where
 * its answer says nothing about that.
 */
export function readAnswer({ status, body }: StsAnswer): AwsCaller {
  const textAt = readDocument(body);
  if (status === 200) return callerIn(textAt);
  const code = textAt('ErrorResponse', 'Error', 'Code') ?? textAt('Error', 'Code') ?? '';
  if (status < 400 || status >= 500 || status === 429 || THROTTLED.test(code)) {
    throw new UnavailableError('AWS STS cannot judge the signed request now; try again.');
  }
  // The message of STS is left out: it may repeat what was signed, a session token included.
  const named = /^[A-Za-z]{1,40}$/.test(code) ? ` (${code})` : '';
  const advice = Object.hasOwn(ADVICE, code) ? `: ${ADVICE[code]}` : '';
  throw notProven(`AWS STS has refused the signed request${named}${advice}.`);
}

function callerIn(textAt: TextAt): AwsCaller {
  const [arn, account, userId] = ['Arn', 'Account', 'UserId'].map((name) =>
    textAt(...RESULT, name),
  );
  if (arn === undefined || account === undefined || userId === undefined) throw unreadable();
  return { arn, account, userId };
}

function readDocument(body: string): TextAt {
  try {
    return readStsDocument(body);
  } catch {
    // A refusal without a document is one all the same; its parser's error would quote it.
    return () => undefined;
  }
}

function unreadable(): UnavailableError {
  return new UnavailableError('AWS STS has answered something that cannot be read; try again.');
}
