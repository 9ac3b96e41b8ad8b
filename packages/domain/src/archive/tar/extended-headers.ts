import { damagedArchive } from '../damaged-archive.ts';
import { decodeBytes, decodeText } from '../decode-name.ts';
import { quoteName } from '../quote-name.ts';
import type { ByteReader } from './byte-reader.ts';
import { BLOCK_BYTES, type TarHeader } from './decode-header.ts';
import { decodePaxRecords, type PaxRecords } from './pax-records.ts';

/** Go's archive/tar takes no larger extended header either (maxSpecialFileSize), in bytes. */
const MAX_HEADER_BYTES = 1024 * 1024;

const PAX = 'x';
const PAX_GLOBAL = 'g';
const GNU_LONG_NAME = 'L';
const GNU_LONG_LINK = 'K';

/** The headers that say more about the entry after them: its long name, or its size. */
export class ExtendedHeaders {
  #pax: PaxRecords | undefined;
  #longName: string | undefined;
  #longLink = false;

  /** Has something been said about an entry that has not come? */
  get pending(): boolean {
    return this.#pax !== undefined || this.#longName !== undefined || this.#longLink;
  }

  /** Reads the data of an extended header; false if `header` is an entry of its own. */
  async take(header: TarHeader, reader: ByteReader): Promise<boolean> {
    if (![PAX, PAX_GLOBAL, GNU_LONG_NAME, GNU_LONG_LINK].includes(header.type)) return false;
    const data = await readData(header, reader);
    if (header.type === PAX_GLOBAL) this.#takeGlobal(data);
    if (header.type === PAX) this.#takePax(data);
    if (header.type === GNU_LONG_NAME) this.#takeLongName(data);
    if (header.type === GNU_LONG_LINK) this.#longLink = true;
    return true;
  }

  /** The name and size of the entry that `header` begins, which uses up what was said. */
  apply(header: TarHeader): { readonly name: string; readonly size: number } {
    const name = this.#name(header);
    const size = this.#size(header, name);
    this.#pax = undefined;
    this.#longName = undefined;
    this.#longLink = false;
    return { name, size };
  }

  #takeGlobal(data: Buffer): void {
    // Go forgets what came before.
    if (this.pending) throw damagedArchive('has a header between an entry and its name');
    // `git archive` leaves a comment here. Whether a name or size in it applies to every entry
    // is read differently from extractor to extractor.
    const keywords = [...decodePaxRecords(data).keys()];
    const harmful = keywords.find((keyword) => /^(?:path|linkpath|size|GNU\.)/.test(keyword));
    if (harmful !== undefined) {
      throw damagedArchive(`sets ${quoteName(harmful)} for all of its entries at once`);
    }
  }

  #takePax(data: Buffer): void {
    if (this.#pax !== undefined) throw damagedArchive('has two pax headers for one entry');
    this.#pax = decodePaxRecords(data);
  }

  #takeLongName(data: Buffer): void {
    if (this.#longName !== undefined) throw damagedArchive('has two long names for one entry');
    this.#longName = decodeText(data);
  }

  #name(header: TarHeader): string {
    const path = this.#pax?.get('path');
    // An empty value stands for the header's own field (POSIX pax).
    const paxName = path === undefined || path.byteLength === 0 ? undefined : decodeBytes(path);
    if (paxName !== undefined && this.#longName !== undefined) {
      throw damagedArchive(`has two names for ${quoteName(paxName)}`);
    }
    return paxName ?? this.#longName ?? header.name;
  }

  #size(header: TarHeader, name: string): number {
    const keywords = [...(this.#pax?.keys() ?? [])];
    if (keywords.some((keyword) => keyword.startsWith('GNU.sparse.'))) {
      throw damagedArchive(`has a sparse file, ${quoteName(name)}`);
    }
    const size = this.#pax?.get('size')?.toString('latin1');
    if (size === undefined || size === '') return header.size;
    if (!/^\d{1,15}$/.test(size)) {
      throw damagedArchive(`gives ${quoteName(name)} a size that is no number`);
    }
    return Number(size);
  }
}

async function readData(header: TarHeader, reader: ByteReader): Promise<Buffer> {
  if (header.size > MAX_HEADER_BYTES) {
    throw damagedArchive('has a name or header longer than any file system takes');
  }
  const blocks = Math.ceil(header.size / BLOCK_BYTES) * BLOCK_BYTES;
  const data = blocks === 0 ? Buffer.alloc(0) : await reader.exactly(blocks);
  if (data === undefined) throw damagedArchive('is cut off');
  return data.subarray(0, header.size);
}
