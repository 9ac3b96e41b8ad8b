import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAll } from './support/read-all.ts';
import {
  fileOf,
  paxRecord,
  TAR_END,
  type TarBlock,
  tarEntry,
  tarGzFile,
} from './support/tar-bytes.ts';

const MAIN: TarBlock = { name: 'main.tf', data: 'locals {}\n' };

describe('a tar.gz', () => {
  it.each<[string, (TarBlock | Buffer)[], Record<string, string>]>([
    ['with plain entries', [MAIN], { 'main.tf': 'locals {}\n' }],
    [
      'with folders and a leading "./"',
      [
        { name: './', type: '5', mode: 0o755 },
        { name: './bin/', type: '5' },
        { name: './bin/x.sh', mode: 0o755, data: '#!' },
        { name: './bin/', type: '5' },
      ],
      { 'bin/': '', 'bin/x.sh*': '#!' },
    ],
    [
      'with a name in the ustar prefix',
      [{ ...MAIN, prefix: 'modules/a' }],
      { 'modules/a/main.tf': 'locals {}\n' },
    ],
    [
      'with a pax name',
      [
        { name: 'P', type: 'x', data: paxRecord('path', 'ä/main.tf') + paxRecord('mtime', '1.5') },
        MAIN,
      ],
      { 'ä/main.tf': 'locals {}\n' },
    ],
    [
      'with an empty pax name, which stands for the other',
      [{ name: 'P', type: 'x', data: paxRecord('path', '') }, MAIN],
      { 'main.tf': 'locals {}\n' },
    ],
    [
      'with a pax size',
      [
        { name: 'P', type: 'x', data: paxRecord('size', '10') },
        { ...MAIN, size: 0 },
      ],
      { 'main.tf': 'locals {}\n' },
    ],
    [
      'with a GNU long name',
      [
        { name: '././@LongLink', type: 'L', data: `${'d/'.repeat(60)}x\0` },
        { ...MAIN, magic: 'ustar  \0' },
      ],
      { [`${'d/'.repeat(60)}x`]: 'locals {}\n' },
    ],
    [
      'from git archive, with a global comment',
      [{ name: 'pax_global_header', type: 'g', data: paxRecord('comment', 'a'.repeat(40)) }, MAIN],
      { 'main.tf': 'locals {}\n' },
    ],
    [
      'from a v7 writer',
      [
        { ...MAIN, magic: '', type: '\0', mode: 0o100644 },
        { name: 'd/', type: '\0', magic: '' },
      ],
      { 'main.tf': 'locals {}\n', 'd/': '' },
    ],
    [
      'with an extended attribute',
      [{ name: 'P', type: 'x', data: paxRecord('SCHILY.xattr.user.a', 'x\ny') }, MAIN],
      { 'main.tf': 'locals {}\n' },
    ],
  ])('%s is read', async (_, parts, files) => {
    expect(await readAll(await tarGzFile(...parts))).toEqual(files);
  });

  it.each<[string, RegExp, (TarBlock | Buffer)[]]>([
    ['a path out of the package', /"\.\.\/x" leads out/, [{ name: '../x' }]],
    [
      'such a path in a pax header',
      /"\.\.\/x" leads out/,
      [{ name: 'P', type: 'x', data: paxRecord('path', '../x') }, MAIN],
    ],
    [
      'such a path in a GNU long name',
      /"\.\.\/x" leads out/,
      [{ name: '././@LongLink', type: 'L', data: '../x\0' }, MAIN],
    ],
    ['such a path split over the ustar prefix', /leads out/, [{ ...MAIN, prefix: 'a/..' }]],
    [
      'a NUL in a pax path',
      /control character/,
      [{ name: 'P', type: 'x', data: paxRecord('path', 'a\0b') }, MAIN],
    ],
    ['an absolute path', /absolute/, [{ name: '/etc/passwd' }]],
    ['a backslash', /backslash/, [{ name: '..\\x' }]],
    ['a name that is not UTF-8', /not valid UTF-8/, [{ name: Buffer.from([0x61, 0xff]) }]],
    [
      'a symbolic link',
      /"link" is a symbolic link; replace it/,
      [{ name: 'link', type: '2', linkname: 'main.tf' }],
    ],
    ['a hard link', /hard link/, [MAIN, { name: 'link', type: '1', linkname: 'main.tf' }]],
    ['a character device', /device/, [{ name: 'tty', type: '3' }]],
    ['a block device', /device/, [{ name: 'sda', type: '4' }]],
    ['a named pipe', /named pipe/, [{ name: 'pipe', type: '6' }]],
    ['an unknown kind', /unknown kind/, [{ name: 'x', type: '7' }]],
    ['a sparse file', /sparse file/, [{ name: 'x', type: 'S', magic: 'ustar  \0' }]],
    [
      'a pax sparse file',
      /sparse file/,
      [{ name: 'P', type: 'x', data: paxRecord('GNU.sparse.name', '../x') }, MAIN],
    ],
    ['a file twice', /"main\.tf" is in the package twice/, [MAIN, { ...MAIN, name: './main.tf' }]],
    [
      'a file that is also a folder',
      /"a" is both a file and a folder/,
      [
        { name: 'a', data: 'x' },
        { name: 'a/b', data: 'x' },
      ],
    ],
    [
      'a folder that is also a file',
      /"a" is both/,
      [
        { name: 'a/b', data: 'x' },
        { name: 'a', data: 'x' },
      ],
    ],
    [
      'names that differ only in case',
      /"Main\.tf" and "main\.tf" are one file on macOS/,
      [{ ...MAIN, name: 'Main.tf' }, MAIN],
    ],
    [
      'folders that differ only in case',
      /"A" and "a" are one/,
      [
        { name: 'A/x', data: 'x' },
        { name: 'a/y', data: 'y' },
      ],
    ],
    [
      'names that differ only in normal form',
      /one file on macOS/,
      [
        { name: 'é', data: 'x' },
        { name: 'e\u0301', data: 'x' },
      ],
    ],
    ['a file whose mode says it is a link', /mode of another kind/, [{ ...MAIN, mode: 0o120777 }]],
    [
      'a folder with a size',
      /"d\/" that is a folder with a size/,
      [{ name: 'd/', type: '5', data: 'x' }],
    ],
    ['a symbolic link with a size', /with a size/, [{ name: 'l', type: '2', data: 'x' }]],
    [
      'two names for an entry',
      /two names for "b"/,
      [
        { name: 'L', type: 'L', data: 'a\0' },
        { name: 'P', type: 'x', data: paxRecord('path', 'b') },
        MAIN,
      ],
    ],
    [
      'two pax headers for an entry',
      /two pax headers/,
      [
        { name: 'P', type: 'x', data: paxRecord('path', 'b') },
        { name: 'P', type: 'x', data: paxRecord('uid', '1') },
        MAIN,
      ],
    ],
    [
      'two long names for an entry',
      /two long names/,
      [{ name: 'L', type: 'L', data: 'a\0' }, { name: 'L', type: 'L', data: 'b\0' }, MAIN],
    ],
    [
      'a name for all entries',
      /sets "path" for all/,
      [{ name: 'g', type: 'g', data: paxRecord('path', '../x') }, MAIN],
    ],
    [
      'a header for no entry',
      /an entry that is missing/,
      [MAIN, { name: 'P', type: 'x', data: paxRecord('path', 'b') }],
    ],
    ['a file named like a folder', /unknown kind/, [{ name: 'd/' }]],
    [
      'a header between an entry and its long name',
      /header between an entry and its name/,
      [
        { name: 'L', type: 'L', data: 'a\0' },
        { name: 'g', type: 'g', data: paxRecord('comment', 'x') },
        MAIN,
      ],
    ],
    [
      'a NUL in a pax keyword',
      /damaged pax header/,
      [{ name: 'P', type: 'x', data: paxRecord('path\0x', '../x') }, MAIN],
    ],
    [
      'a damaged pax header',
      /damaged pax header/,
      [{ name: 'P', type: 'x', data: '99 path=b\n' }, MAIN],
    ],
    [
      'a pax record of no length',
      /damaged pax header/,
      [{ name: 'P', type: 'x', data: '0 path=b\n' }, MAIN],
    ],
    [
      'a pax size that is no number',
      /size that is no number/,
      [{ name: 'P', type: 'x', data: paxRecord('size', '-1') }, MAIN],
    ],
    [
      'a pax header of absurd size',
      /longer than any file system/,
      [{ name: 'P', type: 'x', size: 2 ** 32 }],
    ],
    [
      'a size that is no number',
      /size or mode is no number/,
      [{ ...MAIN, raw: { 124: '00000000x12\0' } }],
    ],
    [
      'a negative size',
      /size or mode is no number/,
      [{ ...MAIN, raw: { 124: '\xff'.repeat(12) } }],
    ],
    [
      'a GNU header with a prefix',
      /name where its times/,
      [{ ...MAIN, magic: 'ustar  \0', prefix: '../../x' }],
    ],
    [
      'a star header with two names',
      /two names/,
      [{ ...MAIN, prefix: 'p'.repeat(140), raw: { 508: 'tar\0' } }],
    ],
    ['an unknown tar version', /unknown tar version/, [{ ...MAIN, magic: 'ustar\x0099' }]],
    [
      'entries after its end',
      /data after its end marker/,
      [MAIN, TAR_END, tarEntry({ name: '../x' })],
    ],
    ['nothing in it', /holds no file/, []],
    ['only folders', /holds no file/, [{ name: 'd/', type: '5' }]],
  ])('with %s is refused', async (_, fault, parts) => {
    await expect(readAll(await tarGzFile(...parts))).rejects.toThrow(fault);
    await expect(readAll(await tarGzFile(...parts))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('names every entry that breaks a rule, up to twenty', async () => {
    const links = Array.from({ length: 30 }, (_, index) => ({ name: `l${index}`, type: '2' }));
    const reading = readAll(await tarGzFile(MAIN, { name: '/a' }, ...links));
    await expect(reading).rejects.toMatchObject({
      faults: expect.objectContaining({
        length: 20,
        0: expect.stringMatching(/"\/a"/),
        1: expect.stringMatching(/"l0"/),
      }),
    });
  });

  it('is read from several gzip members, with zeros after them', async () => {
    const bytes = Buffer.concat([tarEntry(MAIN), TAR_END]);
    const members = [bytes.subarray(0, 300), bytes.subarray(300), Buffer.alloc(8192)];
    const file = await fileOf(
      Buffer.concat([...members.map((part) => gzipSync(part)), Buffer.alloc(1000)]),
    );
    expect(await readAll(file)).toEqual({ 'main.tf': 'locals {}\n' });
  });

  it.each<[string, RegExp, (whole: Buffer) => Uint8Array]>([
    [
      'garbage after it',
      /not complete, correct gzip|other data after/,
      (whole) => Buffer.concat([whole, Buffer.from('garbage')]),
    ],
    [
      'garbage after zeros',
      /other data after its end/,
      (whole) => Buffer.concat([whole, Buffer.alloc(100_000), Buffer.from('x')]),
    ],
    ['its end cut off', /not complete, correct gzip/, (whole) => whole.subarray(0, -9)],
    ['a changed byte', /not complete, correct gzip|no tar data/, (whole) => whole.with(20, 7)],
    ['no gzip at all', /not complete, correct gzip/, () => Buffer.from('locals {}')],
    ['no bytes', /cut off|not complete/, () => Buffer.alloc(0)],
  ])('with %s is refused', async (_, fault, change) => {
    const whole = gzipSync(Buffer.concat([tarEntry({ ...MAIN, data: 'x'.repeat(999) }), TAR_END]));
    await expect(readAll(await fileOf(change(whole)))).rejects.toThrow(fault);
  });

  it('is refused at every length it could be cut off at', async () => {
    const tar = Buffer.concat([
      tarEntry(MAIN),
      tarEntry({ name: 'b', data: 'y'.repeat(600) }),
      TAR_END,
    ]);
    for (let length = 0; length <= tar.byteLength - 1024; length += 128) {
      const file = await fileOf(gzipSync(tar.subarray(0, length)));
      await expect(readAll(file)).rejects.toThrow(/cut off/);
    }
  });

  it('that holds something else than a tar is refused', async () => {
    await expect(readAll(await fileOf(gzipSync('x'.repeat(2000))))).rejects.toThrow(/no tar data/);
  });
});
