export interface Readme {
  readonly text: string;
  readonly truncated: boolean;
}

export const NO_README: Readme = { text: '', truncated: false };

/** What a page shows, in bytes. */
const MAX_BYTES = 200 * 1024;
/** All of a package: many submodules must not fill the memory. */
const MAX_TOTAL_BYTES = 20 * MAX_BYTES;

/** Reads the beginnings of READMEs, which need not be valid UTF-8. */
export class ReadmeReader {
  #left = MAX_TOTAL_BYTES;

  /** Cuts between two characters. */
  async read(content: AsyncIterable<Uint8Array>): Promise<Readme> {
    const most = Math.min(MAX_BYTES, this.#left);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of content) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > most) break;
    }
    const bytes = Buffer.concat(chunks).subarray(0, most);
    this.#left -= bytes.byteLength;
    const truncated = size > most;
    // "stream" leaves out a character that the cut has split.
    return { text: new TextDecoder().decode(bytes, { stream: truncated }), truncated };
  }
}
