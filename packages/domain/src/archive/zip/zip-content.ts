import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { damagedArchive, isSystemError } from '../damaged-archive.ts';
import { quoteName } from '../quote-name.ts';
import { nameOf } from './entry-facts.ts';

/**
 * The unpacked bytes of an entry. Throws an InvalidError when they are more or fewer than the
 * directory says (yauzl counts) or fail the checksum.
 */
export async function* zipContent(
  zip: ZipFile,
  entry: Entry,
): AsyncGenerator<Uint8Array, void, undefined> {
  let checksum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    // yauzl may report a second error after the one that ends the loop.
    stream.on('error', () => {});
    for await (const chunk of stream) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    if (isSystemError(error)) throw error;
    throw damagedArchive(`has other content for ${quoteName(nameOf(entry))} than it says`, error);
  }
  if (checksum !== entry.crc32) {
    throw damagedArchive(`has content for ${quoteName(nameOf(entry))} that fails its checksum`);
  }
}
