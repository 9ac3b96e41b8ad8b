import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, rmSync, truncateSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { detectFormat, listFolder, packFolder } from '../../src/archive/index.ts';
import { type FileTree, readFolder, writeFolder } from './support/folders.ts';
import { readAll } from './support/read-all.ts';
import { scratchFolder } from './support/scratch.ts';

const MODULE: FileTree = {
  'main.tf': 'resource "null_resource" "this" {}\n'.repeat(50),
  'README.md': '# Hello\n',
  'modules/a/main.tf': 'locals {}\n',
  'bin/run.sh*': '#!/bin/sh\necho hello\n',
  'empty.tf': '',
  'block.bin': new Uint8Array(512).fill(7),
  'ünïcode/文件.tf': 'locals {}\n',
  [`${'long-name-'.repeat(9)}/${'deep/'.repeat(10)}x.tf`]: 'locals {}\n',
  [`${'y'.repeat(200)}.tf`]: 'locals {}\n',
};

const asText = (tree: FileTree) =>
  Object.fromEntries(
    Object.entries(tree).map(([path, content]) => [path, Buffer.from(content).toString()]),
  );

async function pack(tree: FileTree, prepare?: (folder: string) => Promise<void>) {
  const folder = await writeFolder(await scratchFolder(), tree);
  await prepare?.(folder);
  const file = join(await scratchFolder(), 'package.tar.gz');
  return { folder, file, ...(await packFolder(folder, file)) };
}

describe('packFolder', () => {
  it('makes a tar.gz that says what is in the folder', async () => {
    const { file, sha256, size, files, folder } = await pack(MODULE);
    expect(await detectFormat(file)).toBe('tar.gz');
    expect(await readAll(file)).toEqual(asText(MODULE));
    const bytes = await readFile(file);
    expect(size).toBe(bytes.byteLength);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(files).toEqual(await listFolder(folder));
  });

  it('makes the bytes it has always made', async () => {
    // Should this fail after an update of fflate, the update changes the digest of every module.
    const { sha256 } = await pack(MODULE);
    expect(sha256).toBe('2fd185a3e3f5e6dc1cc903b0204394579bcdfabba43155646246168e0642d308');
  });

  it('makes the same bytes whatever the order, times, owners and umask', async () => {
    const first = await pack(MODULE);
    const previous = process.umask(0o077);
    const second = await pack(
      Object.fromEntries(Object.entries(MODULE).toReversed()),
      async (folder) => {
        await chmod(join(folder, 'main.tf'), 0o600);
        await chmod(join(folder, 'bin/run.sh'), 0o700);
        await chmod(join(folder, 'bin'), 0o700);
        await utimes(join(folder, 'main.tf'), new Date(1e12), new Date(2e11));
        await mkdir(join(folder, 'an-empty-folder'));
      },
    ).finally(() => process.umask(previous));
    expect(second.sha256).toBe(first.sha256);
    expect(await readFile(second.file)).toEqual(await readFile(first.file));
  });

  it.each([
    ['a name', { ...MODULE, 'other.md': 'x' }],
    ['a byte', { ...MODULE, 'README.md': '# Hellp\n' }],
    ['an executable bit', { ...MODULE, 'README.md': undefined, 'README.md*': '# Hello\n' }],
  ])('makes other bytes for %s', async (_, changed) => {
    const tree = Object.fromEntries(
      Object.entries(changed).flatMap(([path, content]) =>
        content === undefined ? [] : [[path, content]],
      ),
    );
    expect((await pack(tree)).sha256).not.toBe((await pack(MODULE)).sha256);
  });

  it('makes what the system tar unpacks to the same files', async () => {
    const { file } = await pack(MODULE);
    const names = execFileSync('tar', ['tzf', file], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(names).toContain('modules/a/main.tf\n');
    const target = await scratchFolder();
    execFileSync('tar', ['xzf', file, '-C', target]);
    expect(await readFolder(target)).toEqual(asText(MODULE));
    expect((await stat(join(target, 'main.tf'))).mode & 0o777).toBe(0o644);
  });

  it('makes what python and tar-stream read alike', async () => {
    const { file } = await pack(MODULE);
    const script =
      'import tarfile,sys,json;print(json.dumps([[m.name,m.size,m.mode,m.uid,m.mtime,m.isreg()] for m in tarfile.open(sys.argv[1])]))';
    const members = JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }));
    const files = await listFolder((await pack(MODULE)).folder);
    expect(members).toEqual(
      files.map(({ path, size, executable }) => [
        path,
        size,
        executable ? 0o755 : 0o644,
        0,
        315532800,
        true,
      ]),
    );
    const names: string[] = [];
    const stream = extract();
    stream.end(gunzipSync(await readFile(file)));
    for await (const entry of stream) {
      names.push(entry.header.name);
      entry.resume();
    }
    expect(names).toEqual(files.map(({ path }) => path));
  });

  it('packs and reads back any folder, to the same bytes each time', async () => {
    const name = fc.stringMatching(/^[a-z0-9ä文_-][a-z0-9ä文_.~ -]{0,130}[a-z0-9]$/);
    const path = fc
      .array(name, { minLength: 1, maxLength: 4 })
      .map((segments) => segments.join('/'));
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.nat(300_000).map((size) => new Uint8Array(size).map((_, at) => (at * at) >> 7)),
    );
    const tree = fc.dictionary(path, fc.tuple(content, fc.boolean()), { minKeys: 1, maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(tree, async (entries) => {
        const files = Object.fromEntries(
          Object.entries(entries).map(([key, [bytes, executable]]) => [
            `${key}${executable ? '*' : ''}`,
            bytes,
          ]),
        );
        fc.pre(
          !Object.keys(entries).some((key) =>
            Object.keys(entries).some(
              (other) =>
                other.startsWith(`${key}/`) ||
                (other !== key && other.normalize('NFC') === key.normalize('NFC')),
            ),
          ),
        );
        const first = await pack(files);
        expect(await readAll(first.file)).toEqual(asText(files));
        expect((await pack(files)).sha256).toBe(first.sha256);
      }),
      { numRuns: 40 },
    );
  });

  it('tells its progress in bytes up to the total', async () => {
    const folder = await writeFolder(await scratchFolder(), { a: 'x'.repeat(200_000), b: 'yy' });
    const told: [number, number][] = [];
    await packFolder(folder, join(await scratchFolder(), 'p'), {
      onProgress: (done, total) => told.push([done, total]),
    });
    expect(told.at(-1)).toEqual([200_002, 200_002]);
    expect(told.length).toBeGreaterThan(2);
    expect(told.map(([done]) => done)).toEqual(
      told.map(([done]) => done).toSorted((a, b) => a - b),
    );
  });

  it.each([
    ['grows', (file: string) => appendFileSync(file, 'more')],
    ['shrinks', (file: string) => truncateSync(file, 1)],
    ['vanishes', (file: string) => rmSync(file, { force: true })],
  ])('fails when a file %s meanwhile, and leaves nothing', async (_, change) => {
    const folder = await writeFolder(await scratchFolder(), { a: 'x'.repeat(100_000), b: 'yy' });
    const file = join(await scratchFolder(), 'package.tar.gz');
    let changed = false;
    const packing = packFolder(folder, file, {
      onProgress: () => {
        if (!changed) change(join(folder, 'b'));
        changed = true;
      },
    });
    await expect(packing).rejects.toThrow(/"b" changed while|Cannot read "b": it does not exist/);
    expect(changed).toBe(true);
    await expect(stat(file)).rejects.toThrow(/ENOENT/);
  });

  it('does not pack an earlier package into the next', async () => {
    const folder = await writeFolder(await scratchFolder(), {
      'main.tf': '',
      'package.tar.gz': 'old',
    });
    const file = join(folder, 'package.tar.gz');
    await expect(packFolder(folder, file)).rejects.toThrow(/contain itself: "package\.tar\.gz"/);
    expect(await readFile(file, 'utf8')).toBe('old');
    const fresh = join(folder, 'new.tar.gz');
    const { files } = await packFolder(folder, fresh);
    expect(files.map(({ path }) => basename(path))).not.toContain('new.tar.gz');
  });

  it('gives two folders with the same files the same digest, also by .terraformignore', async () => {
    const ignoring = { '.terraformignore': '.terraformignore\nnotes/\n' };
    const first = await pack({ ...MODULE, ...ignoring, 'notes/mine.md': 'x' });
    const second = await pack(MODULE);
    expect(first.sha256).toBe(second.sha256);
  });
});
