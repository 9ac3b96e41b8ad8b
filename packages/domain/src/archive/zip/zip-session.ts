import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { damagedArchive, isSystemError } from '../damaged-archive.ts';

/**
 * yauzl with promises, and its errors as ours. (Its own eachEntry throws into the void when an
 * error comes while nobody waits.)
 */
export async function openZip(file: string): Promise<ZipFile> {
  try {
    // Names stay bytes: yauzl would read those without the UTF-8 flag as CP437, where Go and
    // macOS read UTF-8, and would turn backslashes into slashes.
    const zip = await openPromise(file, { autoClose: false, decodeStrings: false });
    zip.on('error', () => {});
    return zip;
  } catch (error) {
    throw damaged(error);
  }
}

/** The next entry of the directory; undefined after the last. */
export function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => {
      zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
      action();
    };
    const onEntry = (entry: Entry) => settle(() => resolve(entry));
    const onEnd = () => settle(() => resolve(undefined));
    const onError = (error: Error) => settle(() => reject(damaged(error)));
    zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
    zip.readEntry();
  });
}

export function damaged(error: unknown): Error {
  if (error instanceof Error && isSystemError(error)) return error;
  return damagedArchive('is no complete, correct zip', error);
}
