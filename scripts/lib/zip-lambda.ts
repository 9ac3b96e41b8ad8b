/**
 * Packs folders into zips whose bytes depend on nothing but the names and bytes of their files:
 *
 *   node scripts/lib/zip-lambda.ts dist/lambdas read=packages/registry/dist/read …
 *
 * makes dist/lambdas/read.zip, and read.maps.zip of the source maps, which a function would only
 * have to load. Prints a line for each: name, bytes, sha256.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

const ENTRY = {
  level: 9,
  // A zip holds the date of a wall clock. Made from its parts, it is the same in every time zone.
  mtime: new Date(1980, 0, 1),
  // Without Unix permissions Lambda may unpack files that the function cannot read: -rw-r--r--.
  os: 3,
  attrs: 0o100644 << 16,
} as const;

const isMap = (name: string) => name.endsWith('.map');

const [target = '', ...functions] = process.argv.slice(2);
await mkdir(target, { recursive: true });
const written: string[] = [];
for (const entry of functions) {
  const [name = '', folder = ''] = entry.split('=');
  const files = await filesOf(folder);
  await writeZip(
    `${name}.zip`,
    files.filter((file) => !isMap(file.name)),
  );
  await writeZip(
    `${name}.maps.zip`,
    files.filter((file) => isMap(file.name)),
  );
}
for (const name of await readdir(target)) {
  if (!written.includes(name)) await rm(join(target, name), { recursive: true });
}

interface File {
  /** Within the folder, with slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Sorted by name, since a folder lists its files in whatever order it likes. */
async function filesOf(folder: string): Promise<File[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async (path) => ({
      name: relative(folder, path).split(sep).join('/'),
      bytes: await readFile(path),
    })),
  );
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function writeZip(name: string, files: readonly File[]): Promise<void> {
  const content: Zippable = Object.fromEntries(files.map((file) => [file.name, file.bytes]));
  const zip = zipSync(content, ENTRY);
  // Whoever reads meanwhile has the old file or the new one, whole.
  await writeFile(join(target, '.new'), zip);
  await rename(join(target, '.new'), join(target, name));
  written.push(name);
  const sha256 = createHash('sha256').update(zip).digest('hex');
  console.log(`${name.padEnd(24)} ${String(zip.length).padStart(9)}  ${sha256}`);
}
