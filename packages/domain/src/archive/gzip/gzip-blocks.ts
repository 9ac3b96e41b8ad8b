import { Gzip } from 'fflate';

const BLOCK_BYTES = 64 * 1024;

/**
 * Compresses to gzip so that equal bytes give equal bytes, on any machine and in any version of
 * Node: zlib's output differs between its builds (s390x and ARM have their own deflate), so this
 * is JavaScript. What it gives does depend on how its input is cut, hence the blocks of one size;
 * and on fflate's version, which is pinned for this.
 */
export async function* gzipBlocks(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let ready: Uint8Array[] = [];
  const gzip = new Gzip({ level: 6, mem: 8, mtime: 0 }, (chunk) => ready.push(chunk));
  const block = Buffer.alloc(BLOCK_BYTES);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.byteLength; ) {
      const part = chunk.subarray(start, start + BLOCK_BYTES - filled);
      block.set(part, filled);
      start += part.byteLength;
      filled += part.byteLength;
      if (filled < BLOCK_BYTES) continue;
      gzip.push(block);
      filled = 0;
    }
    yield* ready;
    ready = [];
  }
  gzip.push(block.subarray(0, filled), true);
  yield* ready;
}
