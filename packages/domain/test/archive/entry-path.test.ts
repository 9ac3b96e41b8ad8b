import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntryPath } from '../../src/archive/index.ts';
import { InvalidError } from '../../src/index.ts';

describe('parseEntryPath', () => {
  it.each([
    ['main.tf', 'main.tf'],
    ['./main.tf', 'main.tf'],
    ['././a/b.tf', 'a/b.tf'],
    ['a/./b', 'a/b'],
    ['a//b', 'a/b'],
    ['modules/x/', 'modules/x'],
    ['./', ''],
    ['.', ''],
    ['v1..v2.md', 'v1..v2.md'],
    ['..hidden', '..hidden'],
    ['a..', 'a..'],
    ['.terraform-docs.yml', '.terraform-docs.yml'],
    ['ünïcode/文件.tf', 'ünïcode/文件.tf'],
    ['with space', 'with space'],
    ['a:b', undefined],
    ['notes:today', 'notes:today'],
  ])('reads %j as the clients extract it', (name, path) => {
    if (path === undefined) expect(() => parseEntryPath(name)).toThrow(InvalidError);
    else expect(parseEntryPath(name)).toBe(path);
  });

  it.each([
    ['', /has no name/],
    ['/etc/passwd', /absolute path/],
    ['//x', /absolute path/],
    ['../x', /leads out/],
    ['a/../../x', /leads out/],
    ['a/..', /leads out/],
    ['..', /leads out/],
    ['./../x', /leads out/],
    ['a\\b', /backslash/],
    ['..\\x', /backslash/],
    ['C:/x', /drive letter/],
    ['c:x', /drive letter/],
    ['a\0b', /control character/],
    ['a\nb', /control character/],
    ['a\u007fb', /control character/],
    ['a\u0085b', /control character/],
    ['a\u{fffd}b', /not valid UTF-8/],
    ['.. /x', /Windows reads/],
    ['a/.../x', /Windows reads/],
    ['. ', /Windows reads/],
    [`${'a'.repeat(256)}`, /longer than 255 bytes/],
    [`${'ü'.repeat(128)}`, /longer than 255 bytes/],
    [`${'a/'.repeat(600)}a`, /longer than 1024 bytes/],
    [`${'a/'.repeat(80)}a`, /more than 64 folders/],
  ])('refuses %j', (name, fault) => {
    expect(() => parseEntryPath(name)).toThrow(fault);
    expect(() => parseEntryPath(name)).toThrow(InvalidError);
  });

  it('never lets a name through that leads elsewhere, however it is put together', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '',
      '/',
      '\\',
      'a',
      '\0',
      'C:',
      ' ',
      '.. ',
      'é',
      '..a',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 8 }),
        (pieces) => {
          const name = pieces.join(pieces.length % 2 === 0 ? '/' : '');
          let path: string;
          try {
            path = parseEntryPath(name);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidError);
            return;
          }
          expect(posix.join('/root', path)).toBe(path === '' ? '/root' : `/root/${path}`);
          expect(posix.join('/root', name).replace(/\/$/, '')).toBe(
            posix.join('/root', path).replace(/\/$/, ''),
          );
          expect(path).not.toMatch(/\\|\p{Cc}/u);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('names the entry without anything invisible in it, and not at any length', () => {
    const message = messageOf(() => parseEntryPath(`../\u202egnp.\u0007${'x'.repeat(5000)}`));
    expect(message).toMatch(/^The entry "\.\.\/\\u\{202e\}gnp\.\\u\{7\}x+…" /);
    expect(message.length).toBeLessThan(400);
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('nothing was thrown');
}
