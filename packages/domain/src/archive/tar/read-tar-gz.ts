import type { PackageLimits } from '../../ports/package-inspector.ts';
import { gunzipFile } from '../gzip/gunzip-file.ts';
import type { ArchiveEntry } from '../package-entry.ts';
import { readTar } from './read-tar.ts';

/** The entries of a gzip-compressed tar file; inflates no further than they are asked for. */
export async function* readTarGz(
  file: string,
  limits: PackageLimits,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const bytes = gunzipFile(file);
  try {
    yield* readTar(bytes, limits);
  } finally {
    await bytes.return();
  }
}
