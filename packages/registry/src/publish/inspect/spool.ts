import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { InvalidError, type Sha256, TooLargeError } from '@registry/domain';

/**
 * Writes `bytes` to `file` and makes sure that they are the expected ones. InvalidError for
 * another digest, TooLargeError as soon as there are more than `maxBytes`.
 */
export async function spool(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  { sha256, maxBytes }: { readonly sha256: Sha256; readonly maxBytes: number },
): Promise<void> {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > maxBytes) {
        throw new TooLargeError(
          `The package is larger than the ${maxBytes} bytes that this registry takes.`,
        );
      }
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  const digest = hash.digest('hex');
  if (digest === sha256) return;
  throw new InvalidError(`The package has the sha256 ${digest}, not ${sha256}.`);
}
