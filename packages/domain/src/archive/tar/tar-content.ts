import { damagedArchive } from '../damaged-archive.ts';
import type { ByteReader } from './byte-reader.ts';
import { BLOCK_BYTES } from './decode-header.ts';

/** The bytes of one entry, and behind them the padding up to the next block. */
export class TarContent implements AsyncIterable<Uint8Array> {
  readonly #reader: ByteReader;
  readonly #padding: number;
  #left: number;

  constructor(reader: ByteReader, size: number) {
    this.#reader = reader;
    this.#left = size;
    this.#padding = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
  }

  /** Goes on where an earlier iteration stopped. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    while (this.#left > 0) {
      const part = await this.#reader.some(this.#left);
      if (part === undefined) throw damagedArchive('is cut off');
      this.#left -= part.byteLength;
      yield part;
    }
  }

  /** Passes over what is left, and the padding. */
  async skip(): Promise<void> {
    for await (const _ of this);
    if (this.#padding > 0 && (await this.#reader.exactly(this.#padding)) === undefined) {
      throw damagedArchive('is cut off');
    }
  }
}
