import type { Entry, ZipFile } from 'yauzl';
import { damagedArchive } from '../damaged-archive.ts';
import { quoteName } from '../quote-name.ts';
import { nameOf } from './entry-facts.ts';
import { damaged } from './zip-session.ts';

/** Sizes and checksum follow the data (APPNOTE.TXT §4.3.9). */
const DATA_DESCRIPTOR = 0x08;
/** The flags that say how to read the data; bit 0 is encryption. */
const READING_FLAGS = DATA_DESCRIPTOR | 0x01;
const IN_ZIP64_FIELD = 0xffffffff;

/**
 * Requires that the header before an entry's data says the same as the directory, since
 * extractors that stream believe the one and the clients the other; and that the data ends before
 * `end`, where the next entry or the directory begins (overlapping entries are a zip bomb).
 */
export async function requireMatchingHeader(
  zip: ZipFile,
  entry: Entry,
  end: number,
): Promise<void> {
  const name = quoteName(nameOf(entry));
  const header = await zip.readLocalFileHeaderPromise(entry).catch((error) => {
    throw damaged(error);
  });
  const flags = header.generalPurposeBitFlag;
  if (
    !header.fileName.equals(entry.fileNameRaw) ||
    header.compressionMethod !== entry.compressionMethod ||
    (flags & READING_FLAGS) !== (entry.generalPurposeBitFlag & READING_FLAGS)
  ) {
    throw damagedArchive(`describes ${name} in two ways`);
  }
  const sizesAgree =
    agrees(header.uncompressedSize, entry.uncompressedSize) &&
    agrees(header.compressedSize, entry.compressedSize);
  if ((flags & DATA_DESCRIPTOR) === 0 && !sizesAgree) {
    throw damagedArchive(`gives two sizes for ${name}`);
  }
  if (header.fileDataStart + entry.compressedSize > end) {
    throw damagedArchive(`has entries that overlap, among them ${name}`);
  }
}

function agrees(local: number, central: number): boolean {
  return local === central || local === IN_ZIP64_FIELD;
}
