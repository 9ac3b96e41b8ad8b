import { crc32, deflateRawSync } from 'node:zlib';
import { fileOf } from './tar-bytes.ts';

export interface ZipPart {
  readonly name: string | Uint8Array;
  readonly data?: string | Uint8Array;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** Unix mode with file type bits; 0 for a writer on DOS. */
  readonly mode?: number;
  readonly dosAttributes?: number;
  readonly crc?: number;
  /** The unpacked size said in both headers. */
  readonly size?: number;
  readonly localName?: string;
  readonly localSize?: number;
  readonly extra?: Uint8Array;
  /** Points the directory at the data of an earlier entry. */
  readonly sharesDataOf?: number;
}

interface ZipTail {
  readonly entryCount?: number;
  readonly after?: Uint8Array;
}

/** A zip as any writer, also a malicious one, could put it. */
export function zipBytes(parts: readonly ZipPart[], tail: ZipTail = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data ?? '');
    const packed = part.stored ? data : deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.flags ?? 0x800, 2);
    common.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 4);
    common.writeUInt32LE(part.crc ?? crc32(data), 10);
    common.writeUInt32LE(packed.byteLength, 14);
    common.writeUInt32LE(part.size ?? data.byteLength, 18);
    const local = localRecord(part, common, packed);
    const mine = offsets[part.sharesDataOf ?? -1];
    if (mine === undefined) locals.push(local);
    centrals.push(centralRecord(part, common, mine ?? offset));
    offsets.push(mine ?? offset);
    if (mine === undefined) offset += local.byteLength;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(tail.entryCount ?? parts.length, 8);
  end.writeUInt16LE(tail.entryCount ?? parts.length, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end, Buffer.from(tail.after ?? '')]);
}

export function zipFile(parts: readonly ZipPart[], tail: ZipTail = {}): Promise<string> {
  return fileOf(zipBytes(parts, tail));
}

function localRecord(part: ZipPart, common: Buffer, packed: Buffer): Buffer {
  const name = Buffer.from(part.localName ?? part.name);
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 0, 'latin1');
  common.copy(header, 4);
  if (part.localSize !== undefined) header.writeUInt32LE(part.localSize, 22);
  header.writeUInt16LE(name.byteLength, 26);
  return Buffer.concat([header, name, packed]);
}

function centralRecord(part: ZipPart, common: Buffer, offset: number): Buffer {
  const name = Buffer.from(part.name);
  const extra = Buffer.from(part.extra ?? '');
  const header = Buffer.alloc(46);
  header.write('PK\x01\x02', 0, 'latin1');
  const mode = part.mode ?? 0o100644;
  header.writeUInt16LE(mode === 0 ? 20 : (3 << 8) | 20, 4);
  common.copy(header, 6);
  header.writeUInt16LE(name.byteLength, 28);
  header.writeUInt16LE(extra.byteLength, 30);
  header.writeUInt32LE(((mode << 16) | (part.dosAttributes ?? 0)) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}
