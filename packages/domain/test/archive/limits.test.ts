import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPackage } from '../../src/archive/index.ts';
import { DEFAULT_PACKAGE_LIMITS, TooLargeError } from '../../src/index.ts';
import { readAll } from './support/read-all.ts';
import { fileOf, TAR_END, tarEntry, tarGzFile } from './support/tar-bytes.ts';
import { zipFile } from './support/zip-bytes.ts';

const MEBIBYTE = 1024 * 1024;
const KILOBYTE = { name: 'a', data: 'x'.repeat(1000) };

/** A gzip that ends in the middle: who inflates it all meets the cut, who stops early does not. */
function cutShort(bytes: Buffer): Promise<string> {
  return fileOf(gzipSync(bytes).subarray(0, -100));
}

describe('the limits of a package', () => {
  it.each([
    ['tar.gz', tarGzFile],
    ['zip', (...parts: (typeof KILOBYTE)[]) => zipFile(parts)],
  ])('let a %s through that just meets them', async (_, make) => {
    const file = await make(KILOBYTE, { ...KILOBYTE, name: 'b' });
    const read = await readAll(file, { unpackedBytes: 2000, entries: 2 });
    expect(Object.keys(read)).toEqual(['a', 'b']);
  });

  it.each([
    ['tar.gz', tarGzFile],
    ['zip', (...parts: (typeof KILOBYTE)[]) => zipFile(parts)],
  ])('stop a %s that exceeds them by one', async (_, make) => {
    const file = await make(KILOBYTE, { ...KILOBYTE, name: 'b' });
    await expect(readAll(file, { unpackedBytes: 1999 })).rejects.toThrow(/more than 1999 bytes/);
    await expect(readAll(file, { unpackedBytes: 1999 })).rejects.toThrow(TooLargeError);
    await expect(readAll(file, { entries: 1 })).rejects.toThrow(/more than 1 entries/);
    await expect(readAll(file, { entries: 1 })).rejects.toThrow(TooLargeError);
  });

  it('count folders, and those that are only implied', async () => {
    const file = await tarGzFile({ name: 'a/b/c/d', data: 'x' });
    await expect(readAll(file, { entries: 3 })).rejects.toThrow(/more than 3 files and folders/);
    expect(await readAll(file, { entries: 4 })).toEqual({ 'a/b/c/d': 'x' });
    const folders = await tarGzFile(KILOBYTE, { name: 'd/', type: '5' }, { name: 'e/', type: '5' });
    await expect(readAll(folders, { entries: 2 })).rejects.toThrow(TooLargeError);
  });

  it('stop a large file before it is inflated', async () => {
    const bomb = tarEntry({ name: 'bomb', data: Buffer.alloc(64 * MEBIBYTE) });
    const file = await cutShort(Buffer.concat([bomb, TAR_END]));
    await expect(readAll(file, { unpackedBytes: MEBIBYTE })).rejects.toThrow(TooLargeError);
  });

  it('stop many small files where they add up', async () => {
    const parts = Array.from({ length: 64 }, (_, index) =>
      tarEntry({ name: `f${index}`, data: Buffer.alloc(MEBIBYTE) }),
    );
    const file = await cutShort(Buffer.concat([...parts, TAR_END]));
    await expect(readAll(file, { unpackedBytes: 8 * MEBIBYTE })).rejects.toThrow(TooLargeError);
  });

  it('stop headers without end', async () => {
    const header = tarEntry({
      name: 'g',
      type: 'g',
      data: Buffer.from(`1000000 comment=${'x'.repeat(999_983)}\n`),
    });
    const file = await cutShort(
      Buffer.concat([...Array.from({ length: 64 }, () => header), TAR_END]),
    );
    const limits = { unpackedBytes: MEBIBYTE, entries: 10 };
    await expect(readAll(file, limits)).rejects.toThrow(TooLargeError);
  });

  it('stop zeros without end', async () => {
    const file = await cutShort(Buffer.concat([tarEntry(KILOBYTE), Buffer.alloc(64 * MEBIBYTE)]));
    await expect(readAll(file)).rejects.toThrow(/too many zeros/);
  });

  it('stop a zip by its declared sizes, before anything is inflated', async () => {
    const file = await zipFile([{ ...KILOBYTE, size: 2 ** 31 }]);
    await expect(readAll(file)).rejects.toThrow(TooLargeError);
  });

  it('hold for content that nobody looks at', async () => {
    const file = await zipFile([{ ...KILOBYTE, crc: 1 }]);
    const skim = async () => {
      for await (const _ of readPackage(file, 'zip', DEFAULT_PACKAGE_LIMITS));
    };
    await expect(skim()).rejects.toThrow(/fails its checksum/);
  });

  it('hold for content that somebody stopped reading', async () => {
    const file = await zipFile([{ name: 'a', data: 'x'.repeat(500_000), crc: 1 }]);
    const peek = async () => {
      for await (const entry of readPackage(file, 'zip', DEFAULT_PACKAGE_LIMITS)) {
        if (entry.kind === 'file') for await (const _ of entry.content) break;
      }
    };
    await expect(peek()).rejects.toThrow(/fails its checksum/);
  });
});
