import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { realpath, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InvalidError } from '../errors.ts';
import { parseSha256, type Sha256 } from '../values/digest.ts';
import { gzipBlocks } from './gzip/gzip-blocks.ts';
import { type ListedFile, listFolder } from './list-folder.ts';
import { quoteName } from './quote-name.ts';
import { type TarFile, writeTar } from './tar/write-tar.ts';
import { unreadable } from './unreadable-path.ts';

export interface PackOptions {
  /** Told the bytes of file content that are packed, out of the total. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

export interface PackedPackage {
  readonly sha256: Sha256;
  /** Bytes, as packed. */
  readonly size: number;
  readonly files: readonly ListedFile[];
}

/**
 * Packs what {@link listFolder} lists into a tar.gz at `destination`. Equal names, bytes and
 * executable bits give equal packages, on any machine and at any time. Throws an InvalidError as
 * listFolder does, and for a file that changes meanwhile; then `destination` does not exist.
 */
export async function packFolder(
  folder: string,
  destination: string,
  options: PackOptions = {},
): Promise<PackedPackage> {
  const files = await listFolder(folder);
  await requireOutside(folder, destination, files);
  const hash = createHash('sha256');
  let size = 0;
  try {
    await pipeline(
      gzipBlocks(writeTar(openFiles(folder, files, options))),
      async function* measure(chunks) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          size += chunk.byteLength;
          yield chunk;
        }
      },
      createWriteStream(destination),
    );
  } catch (error) {
    await rm(destination, { force: true });
    throw error;
  }
  return { sha256: parseSha256(hash.digest('hex')), size, files };
}

async function requireOutside(
  folder: string,
  destination: string,
  files: readonly ListedFile[],
): Promise<void> {
  const existing = await realpath(destination).catch(() => undefined);
  if (existing === undefined) return;
  const path = relative(await realpath(folder), existing).replaceAll(sep, '/');
  if (files.some((file) => file.path === path)) {
    throw new InvalidError(
      `The package would contain itself: ${quoteName(path)}; write it outside of the folder.`,
    );
  }
}

async function* openFiles(
  folder: string,
  files: readonly ListedFile[],
  { onProgress }: PackOptions,
): AsyncGenerator<TarFile, void, undefined> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let done = 0;
  const progress = (bytes: number) => {
    done += bytes;
    onProgress?.(done, total);
  };
  for (const file of files) yield { ...file, content: readListed(folder, file, progress) };
}

async function* readListed(
  folder: string,
  { path, size }: ListedFile,
  progress: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let read = 0;
  try {
    for await (const chunk of createReadStream(join(folder, path))) {
      read += chunk.byteLength;
      if (read > size) break;
      yield chunk;
      progress(chunk.byteLength);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (read !== size) {
    throw new InvalidError(`${quoteName(path)} changed while it was packed; pack again.`);
  }
}
