import { damagedArchive } from '../damaged-archive.ts';

/** Takes exact numbers of bytes from chunks of any size. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  readonly #onTooMany: () => Error;
  #rest: Uint8Array = new Uint8Array();
  #received = 0;

  /** Throws what `onTooMany` makes once more than `maxBytes` have come, wanted or skipped. */
  constructor(chunks: AsyncIterator<Uint8Array>, maxBytes: number, onTooMany: () => Error) {
    this.#chunks = chunks;
    this.#maxBytes = maxBytes;
    this.#onTooMany = onTooMany;
  }

  /** From 1 to `most` bytes; undefined at the end. */
  async some(most: number): Promise<Uint8Array | undefined> {
    while (this.#rest.byteLength === 0) {
      const { value, done } = await this.#chunks.next();
      if (done) return undefined;
      this.#received += value.byteLength;
      if (this.#received > this.#maxBytes) throw this.#onTooMany();
      this.#rest = value;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.byteLength);
    return part;
  }

  /** Exactly `count` bytes; undefined if there is none left. Throws an InvalidError for fewer. */
  async exactly(count: number): Promise<Buffer | undefined> {
    const bytes = Buffer.alloc(count);
    for (let filled = 0; filled < count; ) {
      const part = await this.some(count - filled);
      if (part === undefined) {
        if (filled === 0) return undefined;
        throw damagedArchive('is cut off');
      }
      bytes.set(part, filled);
      filled += part.byteLength;
    }
    return bytes;
  }
}
