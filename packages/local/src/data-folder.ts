import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from './errno.ts';

/** The data folder cannot be used; `message` names it and says why, for the person who starts us. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** Everything that a local registry keeps, under one folder. */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly signingKey: string;
  readonly urlKey: string;
  /** Packages that wait to be published, and parts of uploads in progress. */
  readonly uploads: string;
  readonly packages: string;
  /** Nothing in it outlives the process. */
  readonly temporary: string;
}

/** Makes the folder and its parts where they are missing. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const folder = {
    path,
    database: join(path, 'registry.sqlite'),
    signingKey: join(path, 'signing-key.pem'),
    urlKey: join(path, 'url-key'),
    uploads: join(path, 'uploads'),
    packages: join(path, 'packages'),
    temporary: join(path, 'tmp'),
  };
  try {
    for (const each of [path, folder.uploads, folder.packages, folder.temporary]) {
      await mkdir(each, { recursive: true });
      await access(each, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  } catch (cause) {
    throw new DataFolderError(
      `The data folder ${path} cannot be written${reasonOf(cause)}; make it writable or set DATA_DIR to another folder.`,
      { cause },
    );
  }
  return folder;
}

/** Removes what a process that was killed has left; for whoever holds the database's lock. */
export async function emptyTemporary({ temporary }: DataFolder): Promise<void> {
  for (const name of await readdir(temporary)) {
    await rm(join(temporary, name), { recursive: true, force: true });
  }
}

/** Writes a file that only its owner may read, never visible half written. */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    const file = await open(part, 'w', 0o600);
    try {
      // A part that a crash left behind keeps the mode it had.
      await file.chmod(0o600);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (cause) {
    throw new DataFolderError(`${path} cannot be written${reasonOf(cause)}.`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const code = errnoOf(cause);
  return code === undefined ? '' : ` (${code})`;
}
