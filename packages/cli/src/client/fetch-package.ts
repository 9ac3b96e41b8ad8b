import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { CliError } from '../errors.ts';
import { NetworkError } from './network-error.ts';
import { type Retries, withRetries } from './retry.ts';

export interface FetchDeps extends Retries {
  readonly system: Retries['system'] & { readonly fetch: typeof fetch };
  /** The most bytes that will be taken. */
  readonly maxBytes: number;
  /** Called when an attempt begins to receive; `total` is 0 where it is not told. */
  readonly onProgress: (received: number, total: number) => void;
}

/** GETs a signed address into `file`, without the token, and returns the digest of what came. */
export async function fetchPackage(
  url: string,
  file: string,
  deps: FetchDeps,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const answer = await withRetries(() => attempt(url, file, deps), true, deps);
  if (answer.status === 200) return answer;
  const origin = new URL(url).origin;
  throw new CliError(
    'unavailable',
    `${origin} did not hand out the package (status ${answer.status}); run the same command again.`,
  );
}

async function attempt(url: string, file: string, { system, maxBytes, onProgress }: FetchDeps) {
  // Written afresh by every attempt.
  const target = await open(file, 'w', 0o600);
  try {
    // As it is: an archive that is unpacked on the way would have another digest.
    const headers = { 'accept-encoding': 'identity' };
    const response = await received(url, () =>
      system.fetch(url, { headers, signal: system.signal }),
    );
    const total = Number(response.headers.get('content-length') ?? 0);
    const hash = createHash('sha256');
    let size = 0;
    const chunks = response.body?.[Symbol.asyncIterator]();
    for (;;) {
      const next = await received(url, async () => chunks?.next());
      if (next === undefined || next.done === true) break;
      size += next.value.length;
      if (size > maxBytes) {
        throw new CliError(
          'refused',
          `The package is larger than ${maxBytes} bytes; that cannot be right.`,
        );
      }
      hash.update(next.value);
      await target.writeFile(next.value);
      onProgress(size, total);
    }
    return {
      status: response.status,
      headers: response.headers,
      sha256: hash.digest('hex'),
      size,
    };
  } finally {
    await target.close();
  }
}

/** A fault of the network is told from one of the disk. */
async function received<T>(url: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new NetworkError(url, error);
  }
}
