import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CliError } from '../errors.ts';
import type { UploadTarget } from './answers.ts';
import { NetworkError } from './network-error.ts';
import { errorsIn } from './refusal.ts';
import { type Retries, withRetries } from './retry.ts';

export interface UploadDeps extends Retries {
  readonly system: Retries['system'] & { readonly fetch: typeof fetch };
  /** Bytes sent so far; starts over when the upload does. */
  readonly onProgress: (sent: number) => void;
}

/**
 * PUTs a file from disk to where the registry said, with exactly its headers and never the token:
 * the address may be a bucket's. 412 means that these bytes are there already.
 */
export async function uploadFile(
  file: string,
  size: number,
  target: UploadTarget,
  deps: UploadDeps,
): Promise<void> {
  const answer = await withRetries(() => attempt(file, size, target, deps), true, deps);
  if (answer.ok || answer.status === 412) return;
  throw storageRefusal(answer.status, answer.text);
}

async function attempt(file: string, size: number, target: UploadTarget, deps: UploadDeps) {
  let sent = 0;
  let fault: unknown;
  const bytes = createReadStream(file);
  bytes.on('data', (chunk) => {
    sent += chunk.length;
    deps.onProgress(sent);
  });
  bytes.on('error', (error) => {
    fault = error;
  });
  const headers = new Headers(target.headers);
  headers.set('content-length', String(size));
  try {
    const response = await deps.system.fetch(target.url, {
      method: target.method,
      headers,
      body: Readable.toWeb(bytes),
      duplex: 'half',
      redirect: 'manual',
      signal: deps.system.signal,
    });
    const text = await response.text();
    return { status: response.status, ok: response.ok, headers: response.headers, text };
  } catch (error) {
    if (fault !== undefined) throw fault;
    if (sent !== size && bytes.readableEnded) throw changedMeanwhile(file);
    throw new NetworkError(target.url, error);
  } finally {
    bytes.destroy();
  }
}

function changedMeanwhile(file: string): CliError {
  return new CliError(
    'refused',
    `${file} changed while it was uploaded; run the same command again.`,
  );
}

/** Of a storage's own words only its code is repeated: S3 puts what was signed into the rest. */
function storageRefusal(status: number, text: string): CliError {
  const code = /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text)?.[1];
  const reason = code === undefined ? `status ${status}` : `status ${status}, ${code}`;
  return new CliError(
    status === 413 || status === 422 ? 'refused' : 'unavailable',
    errorsIn(text) ??
      `The storage did not take the package (${reason}); run the same command again.`,
  );
}
