import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Paths to contents; a path with a `*` at its end is executable. */
export type FileTree = Readonly<Record<string, string | Uint8Array>>;

export async function writeFolder(folder: string, tree: FileTree): Promise<string> {
  for (const [key, content] of Object.entries(tree)) {
    const path = join(folder, key.replace(/\*$/, ''));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await chmod(path, key.endsWith('*') ? 0o755 : 0o644);
  }
  return folder;
}

/** The inverse of writeFolder, with contents as text. */
export async function readFolder(folder: string): Promise<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const mark = ((await stat(path)).mode & 0o100) === 0 ? '' : '*';
    tree[`${path.slice(folder.length + 1)}${mark}`] = await readFile(path, 'utf8');
  }
  return tree;
}
