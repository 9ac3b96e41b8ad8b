import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Sha256 } from '@registry/domain';

/** What a signed URL allows: one method, on one package, until a moment. */
export interface UrlClaim {
  readonly method: 'GET' | 'PUT';
  readonly sha256: Sha256;
  /** PUT only: the exact number of bytes. */
  readonly size?: number;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** The parameters that carry a claim. Clients sort and re-encode a query: order means nothing. */
export function signClaim(key: Uint8Array, claim: UrlClaim): URLSearchParams {
  return new URLSearchParams({
    expires: String(claim.expires),
    signature: signatureOf(key, claim),
  });
}

/** Is this the claim that `parameters` were signed for, and is there time left? */
export function holdsClaim(
  key: Uint8Array,
  claim: Omit<UrlClaim, 'expires'>,
  parameters: URLSearchParams,
  clock: Clock,
): boolean {
  const text = parameters.get('expires') ?? '';
  const expires = Number(text);
  if (!Number.isSafeInteger(expires) || String(expires) !== text) return false;
  if (expires * 1000 <= clock().getTime()) return false;
  // Compared as text: decoding base64 would let several spellings of a signature pass.
  const given = Buffer.from(parameters.get('signature') ?? '');
  const right = Buffer.from(signatureOf(key, { ...claim, expires }));
  return given.length === right.length && timingSafeEqual(given, right);
}

function signatureOf(key: Uint8Array, { method, sha256, size, expires }: UrlClaim): string {
  const claim = [method, sha256, size ?? '', expires].join('\n');
  return createHmac('sha256', key).update(claim).digest('base64url');
}
