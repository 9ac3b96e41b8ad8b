import type { FileHandle } from 'node:fs/promises';
import { damagedArchive } from '../damaged-archive.ts';

/** Where the central directory of a zip lies, in bytes from the beginning of the file. */
export interface DirectoryPlace {
  readonly start: number;
  readonly size: number;
  readonly entries: number;
}

const END_BYTES = 22;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_BYTES = 56;
const MAX_COMMENT_BYTES = 0xffff;

/**
 * Finds the central directory (APPNOTE.TXT §4.3.16, §4.3.14) and requires that it ends exactly
 * where the end record begins, and that both end records agree where there are two. A reader that
 * trusts the count, one that reads up to the end and one that knows only one of the records then
 * see the same entries. Throws an InvalidError for anything else.
 */
export async function findDirectory(file: FileHandle): Promise<DirectoryPlace> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_BYTES + MAX_COMMENT_BYTES);
  const tail = await readExactly(file, size - tailBytes, tailBytes);
  const offset = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'), tailBytes - END_BYTES);
  if (tailBytes < END_BYTES || offset === -1) {
    throw damagedArchive('is no complete zip: its directory is missing');
  }
  const end = tail.subarray(offset);
  if (end.readUInt16LE(20) !== end.byteLength - END_BYTES) {
    throw damagedArchive('has other data after its end');
  }
  const endStart = size - tailBytes + offset;
  const classic = {
    start: end.readUInt32LE(16),
    size: end.readUInt32LE(12),
    entries: end.readUInt16LE(10),
  };
  const zip64 = await findZip64(file, endStart);
  if (zip64 === undefined) return requireEndsAt(classic, endStart);
  if (
    differs(classic.start, 0xffffffff, zip64.start) ||
    differs(classic.size, 0xffffffff, zip64.size) ||
    differs(classic.entries, 0xffff, zip64.entries)
  ) {
    throw damagedArchive('has two end records that disagree');
  }
  return requireEndsAt(zip64, zip64.recordStart);
}

async function findZip64(file: FileHandle, endStart: number) {
  if (endStart < ZIP64_LOCATOR_BYTES + ZIP64_END_BYTES) return undefined;
  const locator = await readExactly(file, endStart - ZIP64_LOCATOR_BYTES, ZIP64_LOCATOR_BYTES);
  if (locator.readUInt32LE(0) !== ZIP64_LOCATOR_SIGNATURE) return undefined;
  const recordStart = endStart - ZIP64_LOCATOR_BYTES - ZIP64_END_BYTES;
  const record = await readExactly(file, recordStart, ZIP64_END_BYTES);
  if (
    locator.readBigUInt64LE(8) !== BigInt(recordStart) ||
    record.readUInt32LE(0) !== ZIP64_END_SIGNATURE
  ) {
    throw damagedArchive('has a zip64 end record that is not where it should be');
  }
  return {
    recordStart,
    entries: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    start: Number(record.readBigUInt64LE(48)),
  };
}

/** A classic field at its maximum refers to the zip64 one. */
function differs(classic: number, maximum: number, zip64: number): boolean {
  return classic !== maximum && classic !== zip64;
}

function requireEndsAt(place: DirectoryPlace, end: number): DirectoryPlace {
  if (place.start + place.size === end) {
    return { start: place.start, size: place.size, entries: place.entries };
  }
  throw damagedArchive('has a directory that is not where its end record says');
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw damagedArchive('is cut off');
  return buffer;
}
