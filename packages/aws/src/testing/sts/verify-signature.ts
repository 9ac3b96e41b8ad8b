import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { StsCaller } from './caller.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** As they were sent, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^, ]+), ?Signature=(\S+)$/;
const MAX_AGE_SECONDS = 15 * 60;

/** An error code of STS in place of a caller. */
export type Verdict = StsCaller | string;

/**
 * Judges a request as STS does: signs it once more with the secret of whoever it names, with the
 * signer of the AWS SDK, and compares. What is not signed takes no part.
 */
export async function verifySignature(
  request: ReceivedRequest,
  callers: readonly StsCaller[],
  now: Date,
): Promise<Verdict> {
  const sent = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
  if (sent.size !== request.headers.length) return 'SignatureDoesNotMatch';
  const authorization = sent.get('authorization');
  if (authorization === undefined) return 'MissingAuthenticationToken';
  const [, accessKeyId, day = '', region = '', service, names = '', signature] =
    AUTHORIZATION.exec(authorization) ?? [];
  if (accessKeyId === undefined) return 'IncompleteSignature';
  const caller = callers.find((known) => known.accessKeyId === accessKeyId);
  if (caller?.sessionToken !== sent.get('x-amz-security-token')) return 'InvalidClientTokenId';
  if (caller === undefined) return 'InvalidClientTokenId';
  if (caller.expiresAt && caller.expiresAt <= now) return 'ExpiredToken';

  const signingDate = parseDate(sent.get('x-amz-date') ?? '');
  // Signatures tell whole seconds.
  const age = Math.floor(now.getTime() / 1000) - signingDate.getTime() / 1000;
  const isNow = Math.abs(age) <= MAX_AGE_SECONDS;
  const signed = names.split(';');
  const isWhole = [...sent.keys()].every(
    (name) => !/^(?:host$|x-amz-)/.test(name) || signed.includes(name),
  );
  if (!isNow || !isWhole || service !== 'sts' || day !== shortDate(signingDate)) {
    return 'SignatureDoesNotMatch';
  }
  const expected = await sign(request, signed, sent, { caller, region, signingDate });
  return expected === `${names} ${signature}` ? caller : 'SignatureDoesNotMatch';
}

async function sign(
  { method, url, body }: ReceivedRequest,
  names: readonly string[],
  sent: ReadonlyMap<string, string>,
  by: { readonly caller: StsCaller; readonly region: string; readonly signingDate: Date },
): Promise<string> {
  const { pathname, searchParams } = new URL(url, 'https://sts.test');
  const { accessKeyId, secretAccessKey, sessionToken } = by.caller;
  const signer = new SignatureV4({
    service: 'sts',
    region: by.region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.fromEntries(
    names.flatMap((name) => {
      const value = sent.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const again = await signer.sign(
    new HttpRequest({
      method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers,
      ...(body !== '' && { body }),
    }),
    { signingDate: by.signingDate, signableHeaders: new Set(names) },
  );
  const [, list, signature] =
    /SignedHeaders=(\S+), Signature=(\S+)$/.exec(again.headers['authorization'] ?? '') ?? [];
  return `${list} ${signature}`;
}

function parseDate(amzDate: string): Date {
  return new Date(amzDate.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function shortDate(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}
