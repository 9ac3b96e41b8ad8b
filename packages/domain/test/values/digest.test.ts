import { InvalidError, parseSha256, sha256FromBase64, sha256ToBase64 } from '@registry/domain';
import { sha256Of } from '@registry/domain/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const hex = '0123456789abcdef'.repeat(4);

describe('parseSha256', () => {
  it('takes 64 hexadecimal digits in any case, and gives them in lower case', () => {
    expect(parseSha256(hex)).toBe(hex);
    expect(parseSha256(hex.toUpperCase())).toBe(hex);
  });

  it.each(['', hex.slice(1), `${hex}0`, `g${hex.slice(1)}`, `${hex}\n`, ` ${hex.slice(1)}`])(
    'refuses %j',
    (text) => {
      expect(() => parseSha256(text)).toThrow(InvalidError);
    },
  );

  it('goes to base64 and back, as S3 speaks it', () => {
    expect(sha256ToBase64(sha256Of(''))).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const digest = sha256Of(bytes);
        expect(sha256FromBase64(sha256ToBase64(digest))).toBe(digest);
      }),
    );
  });

  it('refuses base64 of another length', () => {
    expect(() => sha256FromBase64('AAAA')).toThrow(InvalidError);
  });
});
