import { hash } from 'node:crypto';
import { PreconditionFailedError } from '../errors.ts';
import type { RecordDocument } from '../ports/record-store.ts';

/**
 * The ETag of a record (RFC 9110 §8.8.3). Of the content too: a record that was deleted and made
 * anew begins again at revision 1.
 */
export function etagOf(record: {
  readonly revision: number;
  readonly document: RecordDocument;
}): string {
  const content = hash('sha256', JSON.stringify(record.document), 'base64url').slice(0, 16);
  return `"${record.revision}-${content}"`;
}

/** What a record must be for a change to be made: the conditional headers of a request. */
export interface Precondition {
  /** RFC 9110 §13.1.1: it is one of these, or there is one. */
  readonly ifMatch?: string | undefined;
  /** RFC 9110 §13.1.2: it is none of these, or there is none. */
  readonly ifNoneMatch?: string | undefined;
}

/** PreconditionFailedError where `current` is not as was said; without a header everything is right. */
export function checkPrecondition(
  { ifMatch, ifNoneMatch }: Precondition,
  current: { readonly revision: number; readonly document: RecordDocument } | undefined,
): void {
  if (ifMatch !== undefined && !isNamed(ifMatch, current)) {
    throw new PreconditionFailedError(
      'It was changed since you have read it; read it again and decide anew.',
    );
  }
  if (ifNoneMatch !== undefined && isNamed(ifNoneMatch, current)) {
    throw new PreconditionFailedError('There is one already; read it and decide anew.');
  }
}

function isNamed(header: string, current: Parameters<typeof etagOf>[0] | undefined): boolean {
  if (current === undefined) return false;
  const named = header.split(',').map((etag) => etag.trim());
  return header.trim() === '*' || named.includes(etagOf(current));
}
