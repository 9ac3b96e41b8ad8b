import { damagedArchive } from '../damaged-archive.ts';
import { decodeText } from '../decode-name.ts';
import { decodeNumber } from './numeric-field.ts';

export const BLOCK_BYTES = 512;

export interface TarHeader {
  readonly name: string;
  /** The type flag, e.g. `0` for a file, which the oldest writers mark by a NUL. */
  readonly type: string;
  /** Bytes of data that follow, before any pax header changes it. */
  readonly size: number;
  /** Permission bits, and file type bits where the writer stored them. */
  readonly mode: number;
}

const CHECKSUM = { start: 148, end: 156 };

/**
 * One 512-byte header, in the forms that are in use: POSIX ustar, GNU and v7. Strict where Go's
 * archive/tar, which the clients extract with, would read something else than other tars do.
 * Throws an InvalidError for bytes that are no such header.
 */
export function decodeHeader(block: Buffer): TarHeader {
  if (decodeNumber(block.subarray(CHECKSUM.start, CHECKSUM.end)) !== checksumOf(block)) {
    throw damagedArchive('has no tar data where an entry should begin');
  }
  const mode = decodeNumber(block.subarray(100, 108));
  const size = decodeNumber(block.subarray(124, 136));
  if (mode === undefined || size === undefined) {
    throw damagedArchive('has an entry whose size or mode is no number');
  }
  return {
    name: joinPrefix(prefixOf(block), decodeText(block.subarray(0, 100))),
    type: block.toString('latin1', 156, 157),
    size,
    mode,
  };
}

/** The sum of the block's bytes, its own field taken as spaces. */
export function checksumOf(block: Uint8Array): number {
  return block.reduce(
    (sum, byte, index) => sum + (index >= CHECKSUM.start && index < CHECKSUM.end ? 0x20 : byte),
    0,
  );
}

function joinPrefix(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}/${name}`;
}

function prefixOf(block: Buffer): string {
  const magic = block.toString('latin1', 257, 265);
  if (magic === 'ustar\x0000') return ustarPrefix(block);
  // GNU keeps times where ustar has the prefix; Go takes what is no time for a prefix.
  if (magic === 'ustar  \0') {
    const times = [block.subarray(345, 357), block.subarray(357, 369)];
    if (times.some((time) => decodeNumber(time) === undefined)) {
      throw damagedArchive('has a GNU header with a name where its times should be');
    }
    return '';
  }
  if (magic.startsWith('ustar')) throw damagedArchive('has an entry of an unknown tar version');
  return '';
}

function ustarPrefix(block: Buffer): string {
  const prefix = decodeText(block.subarray(345, 500));
  // star marks its headers so and has a shorter prefix, which Go heeds and others do not.
  if (block.toString('latin1', 508, 512) === 'tar\0') {
    if (decodeText(block.subarray(345, 476)) !== prefix) {
      throw damagedArchive('has an entry with two names');
    }
  }
  return prefix;
}
