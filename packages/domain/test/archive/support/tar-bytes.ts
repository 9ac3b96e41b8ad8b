import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { scratchFolder } from './scratch.ts';

export interface TarBlock {
  readonly name: string | Uint8Array;
  readonly type?: string;
  readonly data?: string | Uint8Array;
  readonly linkname?: string;
  readonly mode?: number;
  /** Said instead of the real length of `data`. */
  readonly size?: number;
  readonly magic?: string;
  readonly prefix?: string;
  /** Bytes put where they do not belong, by offset. */
  readonly raw?: Readonly<Record<number, string>>;
}

/** One entry as any writer, also a malicious one, could put it. */
export function tarEntry(entry: TarBlock): Buffer {
  const data = Buffer.from(entry.data ?? '');
  const header = Buffer.alloc(512);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  Buffer.from(entry.name).copy(header, 0);
  header.write(octal(entry.mode ?? 0o644, 7), 100, 'latin1');
  header.write(octal(0, 7), 108, 'latin1');
  header.write(octal(0, 7), 116, 'latin1');
  header.write(octal(entry.size ?? data.byteLength, 11), 124, 'latin1');
  header.write(octal(0, 11), 136, 'latin1');
  header.write(entry.type ?? '0', 156, 'latin1');
  header.write(entry.linkname ?? '', 157, 'latin1');
  header.write(entry.magic ?? 'ustar\x0000', 257, 'latin1');
  header.write(entry.prefix ?? '', 345, 'latin1');
  for (const [offset, text] of Object.entries(entry.raw ?? {})) {
    header.write(text, Number(offset), 'latin1');
  }
  header.write('        ', 148, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)} `, 148, 'latin1');
  return Buffer.concat([header, data, Buffer.alloc((512 - (data.byteLength % 512)) % 512)]);
}

export function paxRecord(keyword: string, value: string): string {
  const rest = ` ${keyword}=${value}\n`;
  const length = [1, 2, 3, 4, 5, 6]
    .map((digits) => Buffer.byteLength(rest) + digits)
    .find((total, index) => String(total).length === index + 1);
  return `${length}${rest}`;
}

export const TAR_END = Buffer.alloc(1024);

/** A tar.gz of `parts`, with the end marker. */
export async function tarGzFile(...parts: (TarBlock | Buffer)[]): Promise<string> {
  const blocks = parts.map((part) => (Buffer.isBuffer(part) ? part : tarEntry(part)));
  return fileOf(gzipSync(Buffer.concat([...blocks, TAR_END])));
}

export async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = join(await scratchFolder(), 'package');
  await writeFile(file, bytes);
  return file;
}
