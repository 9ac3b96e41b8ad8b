import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InvalidError } from '../errors.ts';
import type { PackageLimits } from '../ports/package-inspector.ts';
import type { PackageFormat } from '../values/package.ts';
import type { PackageFile } from './package-entry.ts';
import { quoteName } from './quote-name.ts';
import { readPackage } from './read-package.ts';

/**
 * Unpacks a package into `folder`, which must be new or empty, under the rules of
 * {@link readPackage} and with its errors. Executable bits are kept, other permissions follow the
 * umask. On failure nothing is left, and a folder that was there is as empty as before.
 */
export async function unpackPackage(
  file: string,
  format: PackageFormat,
  folder: string,
  limits: PackageLimits,
): Promise<void> {
  const target = resolve(folder);
  const existed = await requireNewOrEmpty(target);
  // A folder that is there may be somebody's working directory, so it stays; a new one appears
  // whole.
  if (!existed) await mkdir(dirname(target), { recursive: true });
  const staging = `${existed ? join(target, '.unpacking') : `${target}.unpacking`}-${randomUUID()}`;
  await mkdir(staging);
  try {
    await writeEntries(file, format, staging, limits);
    if (existed) await moveChildren(staging, target);
    else await rename(staging, target);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function requireNewOrEmpty(folder: string): Promise<boolean> {
  try {
    if ((await readdir(folder)).length === 0) return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return false;
    if (code !== 'ENOTDIR') throw error;
    throw new InvalidError(`${quoteName(folder)} is not a folder.`, { cause: error });
  }
  throw new InvalidError(`The folder ${quoteName(folder)} is not empty; name another one.`);
}

async function writeEntries(
  file: string,
  format: PackageFormat,
  folder: string,
  limits: PackageLimits,
): Promise<void> {
  for await (const entry of readPackage(file, format, limits)) {
    const place = join(folder, entry.path);
    if (entry.kind === 'folder') await mkdir(place, { recursive: true });
    else {
      await mkdir(dirname(place), { recursive: true });
      await writeContent(place, entry);
    }
  }
}

async function writeContent(place: string, file: PackageFile): Promise<void> {
  // "x": nothing that is there is ever followed or overwritten.
  const handle = await open(place, 'wx', file.executable ? 0o777 : 0o666);
  try {
    for await (const chunk of file.content) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}

async function moveChildren(from: string, to: string): Promise<void> {
  const moved: string[] = [];
  try {
    for (const name of await readdir(from)) {
      await rename(join(from, name), join(to, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of moved) await rm(join(to, name), { recursive: true, force: true });
    throw error;
  }
}
