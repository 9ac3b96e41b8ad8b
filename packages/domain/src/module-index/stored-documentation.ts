import { gunzipSync, gzipSync } from 'node:zlib';
import { InvalidError } from '../errors.ts';
import type { ModuleDocumentation } from '../values/documentation.ts';

// A DynamoDB item holds 400 KB, keys included.
const MAX_STORED_BYTES = 350 * 1024;

/** The documentation of a version as stores keep it: gzip of its JSON. */
export function encodeDocumentation(documentation: ModuleDocumentation): Uint8Array {
  const stored = gzipSync(JSON.stringify(documentation));
  if (stored.byteLength > MAX_STORED_BYTES) {
    throw new InvalidError(
      `The module documents more than the registry keeps: ${stored.byteLength} bytes compressed, ${MAX_STORED_BYTES} allowed. Shorten its descriptions or split the module.`,
    );
  }
  return stored;
}

export function decodeDocumentation(stored: Uint8Array): ModuleDocumentation {
  return JSON.parse(gunzipSync(stored).toString('utf8'));
}
