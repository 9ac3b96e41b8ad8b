import type { Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidError } from '../errors.ts';
import { type EntryKind, requireContentKind } from './entry-kind.ts';
import { parseEntryPath } from './entry-path.ts';
import { type IgnoreRules, loadIgnoreRules } from './ignore-rules.ts';
import { PackageTree } from './package-tree.ts';
import { quoteName } from './quote-name.ts';
import { unreadable } from './unreadable-path.ts';

/** A file that goes into the package of a folder. */
export interface ListedFile {
  /** Relative to the folder, `/` between segments. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
}

/**
 * The files that packing `folder` ships, in the order of their names' bytes. Empty folders do not
 * ship. Throws an InvalidError that names the first path that cannot ship as it is: a link, a
 * device, a name that does not unpack everywhere.
 */
export async function listFolder(folder: string): Promise<ListedFile[]> {
  await requireFolder(folder);
  const rules = await loadIgnoreRules(folder);
  const files: ListedFile[] = [];
  for await (const file of walk(folder, '', rules)) files.push(file);
  // Not by UTF-16 code units, which sort characters beyond U+FFFF elsewhere than their bytes do.
  files.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const tree = new PackageTree(Number.POSITIVE_INFINITY);
  for (const { path } of files) tree.add(path, 'file');
  return files;
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error) => {
    throw unreadable(folder, error);
  });
  if (!found.isDirectory()) throw new InvalidError(`${quoteName(folder)} is not a folder.`);
}

async function* walk(
  root: string,
  parent: string,
  rules: IgnoreRules,
): AsyncGenerator<ListedFile, void, undefined> {
  const names = await readdir(join(root, parent)).catch((error) => {
    throw unreadable(parent || root, error);
  });
  for (const name of names) {
    const path = parent === '' ? name : `${parent}/${name}`;
    const stats = await lstat(join(root, path)).catch((error) => {
      // A name that is no UTF-8 was not read as it is, so it is not found again.
      parseEntryPath(path);
      throw unreadable(path, error);
    });
    const kind = kindOf(stats);
    if (rules(path, kind === 'folder' ? 'folder' : 'file')) continue;
    parseEntryPath(path);
    if (requireContentKind(path, kind) === 'folder') yield* walk(root, path, rules);
    else yield { path, size: stats.size, executable: (stats.mode & 0o100) !== 0 };
  }
}

function kindOf(stats: Stats): EntryKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'symbolic link';
  if (stats.isFIFO()) return 'named pipe';
  return stats.isSocket() ? 'socket' : 'device';
}
