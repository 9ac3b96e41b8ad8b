import { listFolder, readPackage } from '@registry/domain/archive';
import { LOCAL_LIMITS } from '../package-limits.ts';
import { kindOfPath, type PackageFile } from './package-file.ts';

export interface ListedFile {
  readonly path: string;
  /** Bytes, unpacked. */
  readonly size: number;
}

/** What is in the package made from `path`, in its own order. */
export async function listPackage(
  path: string,
  { file, format }: PackageFile,
): Promise<ListedFile[]> {
  if ((await kindOfPath(path)) === 'folder') {
    return (await listFolder(path)).map(({ path, size }) => ({ path, size }));
  }
  const files: ListedFile[] = [];
  for await (const entry of readPackage(file, format, LOCAL_LIMITS)) {
    if (entry.kind === 'file') files.push({ path: entry.path, size: entry.size });
  }
  return files;
}
