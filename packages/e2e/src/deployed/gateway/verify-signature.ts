import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCaller } from './callers.ts';
import { GatewayFault } from './gateway-response.ts';
import { headerOf, type Pairs, queryPairs } from './request.ts';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([^/\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/;
/** How far a signature may be from now: API Gateway takes five minutes, STS fifteen. */
const MAX_SKEW_MS = 5 * 60_000;

/** A request as it came, and when. */
export interface SignedRequest {
  readonly method: string;
  /** Undecoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: Pairs;
  readonly body: Buffer;
  readonly receivedAt: Date;
}

/**
 * Who has signed `request` (Signature Version 4, in the Authorization header) for a service.
 *
 * @throws GatewayFault MISSING_AUTHENTICATION_TOKEN without a signature, INVALID_SIGNATURE where
 *   it does not hold, ACCESS_DENIED for a key that nobody has
 */
export async function verifySignature(
  request: SignedRequest,
  callers: readonly AwsCaller[],
  scope: { readonly region: string; readonly service: string; readonly maxSkewMs?: number },
): Promise<AwsCaller> {
  const header = headerOf(request, 'authorization');
  const [, keyId, day, place, service, names = '', signature = ''] =
    AUTHORIZATION.exec(header ?? '') ?? [];
  if (keyId === undefined) {
    throw new GatewayFault('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  }
  const caller = callers.find(({ accessKeyId }) => accessKeyId === keyId);
  if (caller === undefined || headerOf(request, 'x-amz-security-token') !== caller.sessionToken) {
    throw new GatewayFault(
      'ACCESS_DENIED',
      'The security token included in the request is invalid.',
    );
  }
  const signedHeaders = names.split(';');
  const signedAt = parseTime(headerOf(request, 'x-amz-date') ?? '');
  if (place !== scope.region || service !== scope.service || !signedHeaders.includes('host')) {
    throw invalid('Credential should be scoped to this region and service, with a signed host.');
  }
  if (signedAt === undefined || headerOf(request, 'x-amz-date')?.slice(0, 8) !== day) {
    throw invalid('The date of the signature is missing or another.');
  }
  if (
    Math.abs(signedAt.getTime() - request.receivedAt.getTime()) > (scope.maxSkewMs ?? MAX_SKEW_MS)
  ) {
    throw invalid('Signature expired.');
  }
  const expected = await sign(request, caller, { ...scope, signedHeaders, signedAt });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) {
    throw invalid('The request signature we calculated does not match the signature you provided.');
  }
  return caller;
}

async function sign(
  request: SignedRequest,
  credentials: AwsCaller,
  how: { region: string; service: string; signedHeaders: readonly string[]; signedAt: Date },
): Promise<string> {
  const headers = how.signedHeaders.map((name) => [name, headerOf(request, name) ?? '']);
  const claimed = headerOf(request, 'x-amz-content-sha256');
  const digest = createHash('sha256').update(request.body).digest('hex');
  if (claimed !== undefined && claimed !== digest) throw invalid('The body is not the signed one.');
  const signer = new SignatureV4({
    credentials,
    region: how.region,
    service: how.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    new HttpRequest({
      method: request.method,
      path: request.path,
      query: queryOf(request.query),
      headers: Object.fromEntries(headers),
      body: request.body,
    }),
    { signingDate: how.signedAt, signableHeaders: new Set(how.signedHeaders) },
  );
  return /Signature=([0-9a-f]{64})/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

/** `20260102T030405Z`. */
function parseTime(text: string): Date | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function queryOf(query: string): Record<string, string[]> {
  const map: Record<string, string[]> = {};
  for (const [name, value] of queryPairs(query.replaceAll('+', '%20'))) {
    map[name] = [...(map[name] ?? []), value];
  }
  return map;
}

function invalid(message: string): GatewayFault {
  return new GatewayFault('INVALID_SIGNATURE', message);
}
