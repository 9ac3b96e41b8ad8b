import { describe, expect, it } from 'vitest';
import { readAll } from './support/read-all.ts';
import { fileOf } from './support/tar-bytes.ts';
import { type ZipPart, zipBytes, zipFile } from './support/zip-bytes.ts';

const MAIN: ZipPart = { name: 'main.tf', data: 'locals {}\n' };
const FILES = { 'main.tf': 'locals {}\n' };

function unicodePath(name: string): Buffer {
  const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(name)]);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(data.byteLength, 2);
  return Buffer.concat([head, data]);
}

describe('a zip', () => {
  it.each<[string, ZipPart[], Record<string, string>]>([
    ['with a deflated entry', [MAIN], FILES],
    ['with a stored entry', [{ ...MAIN, stored: true }], FILES],
    [
      'with folders and executables',
      [
        { name: 'bin/', mode: 0o040755, stored: true },
        { name: 'bin/x.sh', mode: 0o100755, data: '#!' },
      ],
      { 'bin/': '', 'bin/x.sh*': '#!' },
    ],
    [
      'from DOS',
      [
        { ...MAIN, mode: 0, flags: 0 },
        { name: 'd/', mode: 0, dosAttributes: 0x10 },
      ],
      { ...FILES, 'd/': '' },
    ],
    [
      'with a UTF-8 name that is not marked so',
      [{ ...MAIN, name: 'é.tf', flags: 0 }],
      { 'é.tf': 'locals {}\n' },
    ],
    ['with a second, harmless name', [{ ...MAIN, extra: unicodePath('main.tf') }], FILES],
    ['with a leading "./"', [{ ...MAIN, name: './main.tf' }], FILES],
    ['with an empty file', [{ name: 'empty', data: '' }], { empty: '' }],
  ])('%s is read', async (_, parts, files) => {
    expect(await readAll(await zipFile(parts))).toEqual(files);
  });

  it.each<[string, RegExp, ZipPart[]]>([
    ['a path out of the package', /"\.\.\/x" leads out/, [{ name: '../x' }]],
    [
      'such a path in its second name',
      /"\.\.\/x" leads out/,
      [{ ...MAIN, extra: unicodePath('../x') }],
    ],
    ['an absolute path', /absolute/, [{ name: '/x' }]],
    ['a backslash', /backslash/, [{ name: '..\\x' }]],
    ['a drive letter', /drive letter/, [{ name: 'C:/x' }]],
    ['a NUL in a name', /control character/, [{ name: 'a\0b' }]],
    ['a name that is not UTF-8', /not valid UTF-8/, [{ name: Buffer.from([0x61, 0x82]) }]],
    [
      'a symbolic link',
      /"link" is a symbolic link; replace it/,
      [{ name: 'link', data: 'main.tf', mode: 0o120777 }],
    ],
    ['a device', /device/, [{ name: 'x', mode: 0o020644 }]],
    ['an encrypted entry', /"main\.tf" is encrypted/, [{ ...MAIN, flags: 0x801 }]],
    ['strong encryption', /no complete, correct zip/, [{ ...MAIN, flags: 0x841 }]],
    ['another compression', /cannot read; use deflate/, [{ ...MAIN, method: 14 }]],
    ['a file twice', /twice/, [MAIN, { ...MAIN, name: './main.tf' }]],
    ['a folder with content', /folder with content/, [{ name: 'd/', data: 'x' }]],
    [
      'a file marked as a folder by DOS',
      /folder with content/,
      [{ ...MAIN, mode: 0, dosAttributes: 0x10 }],
    ],
    ['a size that is too small', /other content for "main\.tf"/, [{ ...MAIN, size: 3 }]],
    ['a size that is too large', /other content for "main\.tf"/, [{ ...MAIN, size: 300 }]],
    [
      'a wrong size of a stored entry',
      /no complete, correct zip/,
      [{ ...MAIN, stored: true, size: 3 }],
    ],
    ['a wrong checksum', /fails its checksum/, [{ ...MAIN, crc: 1 }]],
    ['another name before the data', /"main\.tf" in two ways/, [{ ...MAIN, localName: '../a.tf' }]],
    ['another size before the data', /two sizes for "main\.tf"/, [{ ...MAIN, localSize: 3 }]],
    ['entries that share their data', /overlap/, [MAIN, { ...MAIN, sharesDataOf: 0 }]],
    ['nothing in it', /holds no file/, []],
  ])('with %s is refused', async (_, fault, parts) => {
    await expect(readAll(await zipFile(parts))).rejects.toThrow(fault);
    await expect(readAll(await zipFile(parts))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('whose end record hides entries is refused', async () => {
    const file = zipFile([MAIN, { name: '../x' }], { entryCount: 1 });
    await expect(readAll(await file)).rejects.toThrow(/more in its directory than it counts/);
  });

  it('that counts entries which are not there is refused', async () => {
    await expect(readAll(await zipFile([MAIN], { entryCount: 2 }))).rejects.toThrow(/correct zip/);
  });

  it('with a second directory behind a zip64 record is refused', async () => {
    const whole = zipBytes([MAIN]);
    const endStart = whole.byteLength - 22;
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(0n, 32);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(endStart), 8);
    const file = fileOf(
      Buffer.concat([whole.subarray(0, endStart), record, locator, whole.subarray(endStart)]),
    );
    await expect(readAll(await file)).rejects.toThrow(/two end records that disagree/);
  });

  it.each<[string, (whole: Buffer) => Uint8Array]>([
    ['bytes after it', (whole) => Buffer.concat([whole, Buffer.from('x')])],
    ['bytes before it', (whole) => Buffer.concat([Buffer.from('PK\x03\x04'), whole])],
    [
      'bytes before its directory',
      (whole) => Buffer.concat([whole.subarray(0, 60), Buffer.from('x'), whole.subarray(60)]),
    ],
  ])('with %s is refused', async (_, change) => {
    await expect(readAll(await fileOf(change(zipBytes([MAIN]))))).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('is refused at every length it could be cut off at', async () => {
    const whole = zipBytes([MAIN, { name: 'b', data: 'x' }]);
    for (let length = 4; length < whole.byteLength; length += 1) {
      const reading = readAll(await fileOf(whole.subarray(0, length)));
      await expect(reading).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  it('with any one byte changed is refused or read as it was', async () => {
    const whole = zipBytes([{ ...MAIN, mode: 0o100755 }]);
    for (let at = 0; at < whole.byteLength; at += 1) {
      const reading = readAll(await fileOf(whole.with(at, (whole[at] ?? 0) ^ 0x10)));
      const content = await reading.then(Object.values, (error) => {
        expect(error.code, `byte ${at}: ${error.stack}`).toBe('invalid');
        return ['locals {}\n'];
      });
      expect(content).toEqual(['locals {}\n']);
    }
  });
});
