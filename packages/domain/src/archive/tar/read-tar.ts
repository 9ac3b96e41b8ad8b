import { TooLargeError } from '../../errors.ts';
import type { PackageLimits } from '../../ports/package-inspector.ts';
import { damagedArchive } from '../damaged-archive.ts';
import type { ArchiveEntry } from '../package-entry.ts';
import { quoteName } from '../quote-name.ts';
import { unpackedTooLarge } from '../unpack-budget.ts';
import { ByteReader } from './byte-reader.ts';
import { BLOCK_BYTES, decodeHeader, type TarHeader } from './decode-header.ts';
import { kindOf, modeAgrees } from './entry-kinds.ts';
import { ExtendedHeaders } from './extended-headers.ts';
import { TarContent } from './tar-content.ts';

/** Headers, padding and blocking, which no limit of the package counts: bytes for each entry … */
const OVERHEAD_PER_ENTRY = 4 * BLOCK_BYTES;
/** … and for the whole; GNU tar's blocking factor goes up to this. */
const OVERHEAD = 1024 * 1024;

/**
 * The entries of a tar archive in their order, with pax and GNU long names applied.
 *
 * It is read here and not by a library because what must hold is that the clients (Go's
 * archive/tar) and every other extractor see the same names: a global pax `path`, two names for
 * one entry or entries after the end marker, which libraries pass over in silence, are refused.
 *
 * Throws an InvalidError for what is not such an archive or ends too early, a TooLargeError once
 * more comes than a package within `limits` needs.
 */
export async function* readTar(
  bytes: AsyncIterator<Uint8Array>,
  limits: PackageLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const most = limits.unpackedBytes + limits.entries * OVERHEAD_PER_ENTRY + OVERHEAD;
  const reader = new ByteReader(bytes, most, () => unpackedTooLarge(limits));
  const extended = new ExtendedHeaders();
  for (;;) {
    const block = await reader.exactly(BLOCK_BYTES);
    if (block === undefined) throw damagedArchive('is cut off before its end marker');
    if (isZero(block)) break;
    const header = decodeHeader(block);
    if (await extended.take(header, reader)) continue;
    const { name, size } = extended.apply(header);
    const content = new TarContent(reader, size);
    yield describeEntry(header, name, size, content);
    await content.skip();
  }
  await requireEnd(reader, extended);
}

function describeEntry(
  header: TarHeader,
  name: string,
  size: number,
  content: AsyncIterable<Uint8Array>,
): ArchiveEntry {
  const kind = kindOf(header, name);
  // Some extractors skip the data that such an entry claims and some do not, and then they read
  // different archives.
  if (kind !== 'file' && kind !== 'unknown' && size > 0) {
    throw damagedArchive(`has an entry ${quoteName(name)} that is a ${kind} with a size`);
  }
  const agrees = kind === 'file' || kind === 'folder' ? modeAgrees(header, kind) : true;
  return {
    name,
    kind,
    size,
    executable: (header.mode & 0o100) !== 0,
    faults: agrees
      ? []
      : [`The entry ${quoteName(name)} is a ${kind} with the mode of another kind.`],
    content,
  };
}

/** Extractors stop at the first zero block, so whatever came after it would go unseen. */
async function requireEnd(reader: ByteReader, extended: ExtendedHeaders): Promise<void> {
  if (extended.pending) throw damagedArchive('ends with the header of an entry that is missing');
  for (let zeros = 0; ; ) {
    const part = await reader.some(BLOCK_BYTES);
    if (part === undefined) return;
    if (!isZero(part)) throw damagedArchive('has other data after its end marker');
    zeros += part.byteLength;
    if (zeros > OVERHEAD) {
      throw new TooLargeError('The archive is padded with too many zeros; pack it again.');
    }
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
