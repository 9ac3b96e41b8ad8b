import { BLOCK_BYTES } from './decode-header.ts';
import { encodeFileHeader, paddingOf } from './encode-header.ts';

export interface TarFile {
  /** Relative, `/` between segments. */
  readonly path: string;
  /** Bytes; `content` must give exactly as many. */
  readonly size: number;
  readonly executable: boolean;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A tar archive of regular files whose bytes follow from names, content and executable bits. */
export async function* writeTar(
  files: AsyncIterable<TarFile>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { path, size, executable, content } of files) {
    yield encodeFileHeader(path, size, executable);
    yield* content;
    yield Buffer.alloc(paddingOf(size));
  }
  yield Buffer.alloc(2 * BLOCK_BYTES);
}
