import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/archive/index.ts';
import { fileOf } from './support/tar-bytes.ts';
import { zipBytes } from './support/zip-bytes.ts';

describe('detectFormat', () => {
  it.each([
    ['a gzip', gzipSync('x'), 'tar.gz'],
    ['a zip', zipBytes([{ name: 'a' }]), 'zip'],
    ['an empty zip', zipBytes([]), 'zip'],
    ['text', Buffer.from('PK is a name'), undefined],
    ['a single byte', Buffer.from([0x1f]), undefined],
    ['nothing', Buffer.alloc(0), undefined],
    ['an uncompressed tar', Buffer.alloc(1024), undefined],
  ])('knows %s', async (_, bytes, format) => {
    expect(await detectFormat(await fileOf(bytes))).toBe(format);
  });
});
