import { open } from 'node:fs/promises';
import type { Entry, ZipFile } from 'yauzl';
import type { PackageLimits } from '../../ports/package-inspector.ts';
import { damagedArchive } from '../damaged-archive.ts';
import type { ArchiveEntry } from '../package-entry.ts';
import { UnpackBudget } from '../unpack-budget.ts';
import { type DirectoryPlace, findDirectory } from './end-record.ts';
import { faultsOf, isExecutable, kindOf, nameOf } from './entry-facts.ts';
import { requireMatchingHeader } from './local-header.ts';
import { zipContent } from './zip-content.ts';
import { nextEntry, openZip } from './zip-session.ts';

const DIRECTORY_ENTRY_BYTES = 46;

/**
 * The entries of a zip file in the order of its directory, which is what the clients go by. The
 * whole directory is read, and its declared sizes held against `limits`, before anything is
 * inflated. Throws an InvalidError for what is no such archive or contradicts itself, a
 * TooLargeError over a limit.
 */
export async function* readZip(
  file: string,
  limits: PackageLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const place = await locate(file);
  const zip = await openZip(file);
  try {
    const entries = await readDirectory(zip, place, limits);
    const ends = dataEnds(entries, place.start);
    for (const entry of entries) {
      await requireMatchingHeader(zip, entry, ends.get(entry) ?? 0);
      yield {
        name: nameOf(entry),
        kind: kindOf(entry),
        size: entry.uncompressedSize,
        executable: isExecutable(entry),
        faults: faultsOf(entry),
        content: zipContent(zip, entry),
      };
    }
  } finally {
    zip.close();
  }
}

async function locate(file: string): Promise<DirectoryPlace> {
  const handle = await open(file);
  try {
    return await findDirectory(handle);
  } finally {
    await handle.close();
  }
}

async function readDirectory(
  zip: ZipFile,
  place: DirectoryPlace,
  limits: PackageLimits,
): Promise<Entry[]> {
  const budget = new UnpackBudget(limits);
  const entries: Entry[] = [];
  let bytes = 0;
  for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
    budget.countEntry();
    budget.countBytes(entry.uncompressedSize);
    bytes +=
      DIRECTORY_ENTRY_BYTES +
      entry.fileNameLength +
      entry.extraFieldLength +
      entry.fileCommentLength;
    entries.push(entry);
  }
  // The count in the end record hides entries from readers that believe it; Go reads them all.
  if (bytes !== place.size) throw damagedArchive('has more in its directory than it counts');
  return entries;
}

/** Where the data of each entry must end: where the next begins, or the directory. */
function dataEnds(entries: readonly Entry[], directory: number): Map<Entry, number> {
  const sorted = entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  return new Map(
    sorted.map((entry, index) => [
      entry,
      sorted[index + 1]?.relativeOffsetOfLocalHeader ?? directory,
    ]),
  );
}
