import { BLOCK_BYTES, checksumOf } from './decode-header.ts';
import { encodeNumber } from './numeric-field.ts';
import { encodePaxRecord } from './pax-records.ts';

/**
 * 1980-01-01 in seconds. Always the same, so that packages are; not 0, which GNU tar calls
 * implausible and zip cannot hold.
 */
const MODIFIED = 315_532_800;

const NAME_BYTES = 100;
const PREFIX_BYTES = 155;

/** The header blocks of a regular file: ustar, with a pax header before it for other names. */
export function encodeFileHeader(path: string, size: number, executable: boolean): Buffer {
  const mode = executable ? 0o755 : 0o644;
  const ustar = splitName(path);
  if (ustar !== undefined) return encodeBlock({ ...ustar, type: '0', size, mode });
  const record = encodePaxRecord('path', path);
  return Buffer.concat([
    encodeBlock({ prefix: '', name: 'PaxHeader', type: 'x', size: record.byteLength, mode: 0o644 }),
    padToBlock(record),
    // What an extractor without pax would make of the file.
    encodeBlock({ prefix: '', name: plainName(path), type: '0', size, mode }),
  ]);
}

/** Zeros up to the next block. */
export function padToBlock(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(paddingOf(bytes.byteLength))]);
}

export function paddingOf(size: number): number {
  return (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
}

interface HeaderFields {
  readonly prefix: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly mode: number;
}

function encodeBlock({ prefix, name, type, size, mode }: HeaderFields): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.write(name, 0, 'latin1');
  block.write(encodeNumber(mode, 7), 100, 'latin1');
  block.write(encodeNumber(0, 7), 108, 'latin1');
  block.write(encodeNumber(0, 7), 116, 'latin1');
  block.write(encodeNumber(size, 11), 124, 'latin1');
  block.write(encodeNumber(MODIFIED, 11), 136, 'latin1');
  block.write(type, 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.write(prefix, 345, 'latin1');
  block.write(`${encodeNumber(checksumOf(block), 6)} `, 148, 'latin1');
  return block;
}

/** The name as ustar holds it; undefined if it does not fit, or is more than ASCII. */
function splitName(path: string): { prefix: string; name: string } | undefined {
  if (!/^[\x20-\x7e]+$/.test(path)) return undefined;
  if (path.length <= NAME_BYTES) return { prefix: '', name: path };
  const slash = path.indexOf('/', path.length - NAME_BYTES - 1);
  if (slash === -1 || slash > PREFIX_BYTES) return undefined;
  return { prefix: path.slice(0, slash), name: path.slice(slash + 1) };
}

function plainName(path: string): string {
  return path.replace(/[^\x21-\x7e]|\//g, '_').slice(0, NAME_BYTES);
}
