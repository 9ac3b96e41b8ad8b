import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packFolder, unpackPackage } from '../../src/archive/index.ts';
import { DEFAULT_PACKAGE_LIMITS } from '../../src/index.ts';
import { readFolder, writeFolder } from './support/folders.ts';
import { scratchFolder } from './support/scratch.ts';
import { tarGzFile } from './support/tar-bytes.ts';
import { zipFile } from './support/zip-bytes.ts';

const LIMITS = DEFAULT_PACKAGE_LIMITS;
const TREE = { 'main.tf': 'locals {}\n', 'bin/x.sh*': '#!/bin/sh\n', 'modules/a/main.tf': '' };

describe('unpackPackage', () => {
  it.each([
    ['a new folder', 'new/deep/folder'],
    ['an empty folder', '.'],
  ])('unpacks into %s', async (_, name) => {
    const place = await scratchFolder();
    const file = join(await scratchFolder(), 'p');
    await packFolder(await writeFolder(await scratchFolder(), TREE), file);
    await unpackPackage(file, 'tar.gz', join(place, name), LIMITS);
    expect(await readFolder(join(place, name))).toEqual(TREE);
    expect(await readdir(join(place, name))).toHaveLength(3);
  });

  it('unpacks a zip, empty folders included, with the permissions of the umask', async () => {
    const place = join(await scratchFolder(), 'new');
    const file = await zipFile([
      { name: 'empty/', mode: 0o040755 },
      { name: 'x', data: 'x', mode: 0o100777 },
    ]);
    const previous = process.umask(0o027);
    await unpackPackage(file, 'zip', place, LIMITS).finally(() => process.umask(previous));
    expect((await stat(place)).mode & 0o777).toBe(0o750);
    expect((await stat(join(place, 'empty'))).isDirectory()).toBe(true);
    expect((await stat(join(place, 'x'))).mode & 0o777).toBe(0o750);
  });

  it('keeps the folder that is there, as somebody may stand in it', async () => {
    const place = await scratchFolder();
    const { ino } = await stat(place);
    await unpackPackage(await tarGzFile({ name: 'a', data: 'x' }), 'tar.gz', place, LIMITS);
    expect((await stat(place)).ino).toBe(ino);
  });

  it('refuses a folder with something in it, and a file', async () => {
    const place = await scratchFolder();
    await writeFile(join(place, 'mine'), 'x');
    const file = await tarGzFile({ name: 'a', data: 'x' });
    await expect(unpackPackage(file, 'tar.gz', place, LIMITS)).rejects.toThrow(/not empty/);
    await expect(unpackPackage(file, 'tar.gz', join(place, 'mine'), LIMITS)).rejects.toThrow(
      /not a folder/,
    );
    expect(await readFolder(place)).toEqual({ mine: 'x' });
  });

  it.each([
    ['a link', { name: 'link', type: '2', linkname: '/etc' }],
    ['a path out of it', { name: '../../evil', data: 'x' }],
  ])('leaves nothing behind when the package has %s', async (_, evil) => {
    const place = await scratchFolder();
    const target = join(place, 'a/b');
    await mkdir(join(place, 'empty'));
    const file = await tarGzFile({ name: 'main.tf', data: 'x' }, evil);
    await expect(unpackPackage(file, 'tar.gz', target, LIMITS)).rejects.toThrow(/link|leads out/);
    await expect(unpackPackage(file, 'tar.gz', join(place, 'empty'), LIMITS)).rejects.toThrow();
    expect(existsSync(target)).toBe(false);
    expect(await readdir(join(place, 'a'))).toEqual([]);
    expect(await readdir(join(place, 'empty'))).toEqual([]);
    expect(existsSync(join(place, 'evil'))).toBe(false);
  });

  it('leaves nothing behind over a limit', async () => {
    const place = await scratchFolder();
    const file = await tarGzFile({ name: 'a', data: 'x' }, { name: 'b', data: 'x'.repeat(100) });
    const unpacking = unpackPackage(file, 'tar.gz', join(place, 'new'), {
      ...LIMITS,
      unpackedBytes: 50,
    });
    await expect(unpacking).rejects.toMatchObject({ code: 'too_large' });
    expect(await readdir(place)).toEqual([]);
  });
});
