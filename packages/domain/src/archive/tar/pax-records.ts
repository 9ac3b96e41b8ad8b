import { damagedArchive } from '../damaged-archive.ts';

/** Keyword to value, e.g. `path`. */
export type PaxRecords = ReadonlyMap<string, Buffer>;

/**
 * The records of a pax extended header (POSIX pax, "pax Extended Header"), each
 * `<length> <keyword>=<value>\n` where the length counts the whole record in bytes.
 * Throws an InvalidError unless all of `bytes` is such records.
 */
export function decodePaxRecords(bytes: Buffer): PaxRecords {
  const records = new Map<string, Buffer>();
  for (let start = 0; start < bytes.byteLength; ) {
    const space = bytes.indexOf(' ', start);
    const digits = bytes.toString('latin1', start, Math.max(start, space));
    const end = start + (/^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : 0);
    const equals = bytes.indexOf('=', space);
    if (end > bytes.byteLength || bytes[end - 1] !== 0x0a || equals <= space + 1 || equals >= end) {
      throw damagedArchive('has a damaged pax header');
    }
    const keyword = bytes.toString('utf8', space + 1, equals);
    // Where a reader stops at the NUL, the keyword is another one.
    if (keyword.includes('\0')) throw damagedArchive('has a damaged pax header');
    records.set(keyword, bytes.subarray(equals + 1, end - 1));
    start = end;
  }
  return records;
}

export function encodePaxRecord(keyword: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${keyword}=${value}\n`);
  // The length counts its own digits, which may add one more.
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return Buffer.from(`${length} ${keyword}=${value}\n`);
}
