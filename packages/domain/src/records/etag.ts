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

/**
 * PreconditionFailedError unless `current` is one of those in `ifMatch`, an `If-Match` header
 * (RFC 9110 §13.1.1); without the header everything is right.
 */
export function checkIfMatch(
  ifMatch: string | undefined,
  current: { readonly revision: number; readonly document: RecordDocument } | undefined,
): void {
  if (ifMatch === undefined) return;
  const wanted = ifMatch.split(',').map((etag) => etag.trim());
  if (current && (ifMatch.trim() === '*' || wanted.includes(etagOf(current)))) return;
  throw new PreconditionFailedError(
    'It was changed since you have read it; read it again and decide anew.',
  );
}
