import { spawnSync } from 'node:child_process';
import { mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DataFolderError,
  emptyTemporary,
  openDatabase,
  openDataFolder,
  writePrivateFile,
} from '../src/index.ts';
import { runWithOwnMounts } from './support/own-mounts.ts';
import { tempDataFolder, tempFolder } from './support/temp-folder.ts';

const OPENER = join(import.meta.dirname, 'support', 'open-data-folder.ts');

describe('the data folder', () => {
  it('is made, with its parents, where there is none', async () => {
    const path = join(await tempFolder(), 'a', 'b');
    await openDataFolder(path);
    await openDataFolder(path);
    expect((await readdir(path)).sort()).toEqual(['packages', 'tmp', 'uploads']);
  });

  it.each([
    ['lies under a file', async (path: string) => writeFile(path, ''), 'below'],
    ['is a file', async (path: string) => writeFile(path, ''), '.'],
    ['is a link to nowhere', async (path: string) => symlink('/nowhere/at/all', path), '.'],
    [
      'has a file where packages belong',
      async (path: string) => {
        await mkdir(path);
        await writeFile(join(path, 'packages'), '');
      },
      '.',
    ],
  ])('is refused by name, with the reason and what to do, when it %s', async (_, make, child) => {
    const path = join(await tempFolder(), 'data');
    await make(path);
    const wanted = join(path, child);
    const opening = openDataFolder(wanted);
    await expect(opening).rejects.toThrow(DataFolderError);
    await expect(opening).rejects.toThrow(
      new RegExp(`^The data folder ${wanted} cannot be written \\(E[A-Z]+\\); .* DATA_DIR `),
    );
  });

  // Permission bits do not bind root, a read-only mount does; unshare gives it to others too.
  // Permission bits do not bind root; a read-only mount does.
  it('is refused by name on a disk that is mounted read-only', async (context) => {
    const path = await tempFolder();
    const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$1" "$2" "$0"';
    expect(runWithOwnMounts(context, script, [path, process.execPath, OPENER])).toContain(
      `DataFolderError: The data folder ${path} cannot be written (EROFS)`,
    );
  });
});

it('loses what an earlier process left in its temporary part, and nothing else', async () => {
  const folder = await tempDataFolder();
  await mkdir(join(folder.temporary, 'package-x'));
  await writeFile(join(folder.temporary, 'package-x', 'package'), 'x');
  await writeFile(join(folder.packages, 'kept'), 'x');
  await emptyTemporary(folder);
  expect(await readdir(folder.temporary)).toEqual([]);
  expect(await readdir(folder.packages)).toEqual(['kept']);
});

describe('the database', () => {
  it('is opened by one process at a time, and the other is told in one sentence', async () => {
    const { path, database } = await tempDataFolder();
    const held = openDatabase(database);
    const ran = () => spawnSync(process.execPath, [OPENER, path], { encoding: 'utf8' });
    expect(ran().stdout).toBe(
      `DataFolderError: Another registry is running on ${database}; stop it, or set DATA_DIR to another folder.\n`,
    );
    held.close();
    expect(ran().stdout).toBe('opened\n');
  });

  it('is refused by name when the file is something else', async () => {
    const { database } = await tempDataFolder();
    await writeFile(database, 'no database at all, only words, words, words'.repeat(100));
    expect(() => openDatabase(database)).toThrow(DataFolderError);
    expect(() => openDatabase(database)).toThrow(`${database} cannot be opened: file is not a`);
  });

  it('survives a write-ahead log that a crash cut off', async () => {
    const { database } = await tempDataFolder();
    openDatabase(database).close();
    await writeFile(`${database}-wal`, 'half of a log');
    expect(() => openDatabase(database).close()).not.toThrow();
  });
});

describe('a private file', () => {
  it('is for its owner only, whatever lay there before', async () => {
    const path = join(await tempFolder(), 'secret');
    await writeFile(path, 'old', { mode: 0o666 });
    await writeFile(`${path}.${process.pid}.part`, 'left by a crash', { mode: 0o666 });
    await writePrivateFile(path, 'new');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(path, '..'))).toEqual(['secret']);
  });
});
