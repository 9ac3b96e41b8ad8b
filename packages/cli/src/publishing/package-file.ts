import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PackageFormat } from '@registry/domain';
import { detectFormat, packFolder } from '@registry/domain/archive';
import { CliError } from '../errors.ts';
import { errorCode, fileSystemSentence } from '../file-system-errors.ts';
import type { Gauge } from '../presenters/presenter.ts';

/** A package on disk, ready to be uploaded. */
export interface PackageFile {
  readonly file: string;
  readonly format: PackageFormat;
  readonly sha256: string;
  readonly size: number;
  /** What was packed, as paths on this disk; nothing is known of the inside of an archive. */
  readonly contents: readonly string[];
}

/** What `path` is; a path that is not there is a mistake in the command, not in a package. */
export async function kindOfPath(path: string): Promise<'folder' | 'file'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    const sentence = fileSystemSentence(error) ?? `${path} cannot be read.`;
    throw new CliError('usage', sentence, { cause: error });
  }
}

/** Packs a folder into `temp`; the same names, bytes and executable bits give the same package. */
export async function packageFromFolder(
  folder: string,
  temp: string,
  gauge: Gauge,
): Promise<PackageFile> {
  const file = join(temp, 'package.tar.gz');
  const packed = await packFolder(folder, file, { onProgress: gauge.advance });
  const contents = packed.files.map(({ path }) => join(folder, path));
  return { file, format: 'tar.gz', sha256: packed.sha256, size: packed.size, contents };
}

/** An archive goes as it is; what it is shows in its first bytes, not in its name. */
export async function packageFromArchive(file: string, gauge: Gauge): Promise<PackageFile> {
  const format = await detectFormat(file);
  if (format === undefined) {
    throw new CliError(
      'refused',
      `${file} is neither a zip nor a tar.gz; name a folder, or an archive of one of these kinds.`,
    );
  }
  const { size } = await stat(file);
  const hash = createHash('sha256');
  let read = 0;
  await pipeline(createReadStream(file), async (chunks) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      read += chunk.length;
      gauge.advance(read, size);
    }
  });
  return { file, format, sha256: hash.digest('hex'), size: read, contents: [] };
}
