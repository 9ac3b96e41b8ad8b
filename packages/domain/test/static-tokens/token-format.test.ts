import {
  formatStaticToken,
  isStaticToken,
  STATIC_TOKEN_BYTES,
  STATIC_TOKEN_PATTERN,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const random = fc.uint8Array({ minLength: STATIC_TOKEN_BYTES, maxLength: STATIC_TOKEN_BYTES });

describe('a static token', () => {
  it('is known by its form, which scanners know too', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const token = formatStaticToken(bytes);
        expect(isStaticToken(token)).toBe(true);
        expect(token).toMatch(new RegExp(`^${STATIC_TOKEN_PATTERN}$`));
      }),
    );
  });

  it('is another one for other bytes', () => {
    fc.assert(
      fc.property(random, random, (one, other) => {
        fc.pre(Buffer.compare(one, other) !== 0);
        expect(formatStaticToken(one)).not.toBe(formatStaticToken(other));
      }),
    );
  });

  it('is none with a character changed', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 4, max: 42 }), (bytes, at) => {
        const token = formatStaticToken(bytes);
        const other = token[at] === 'x' ? 'y' : 'x';
        expect(isStaticToken(`${token.slice(0, at)}${other}${token.slice(at + 1)}`)).toBe(false);
      }),
    );
  });

  it.each(['', 'tfr_', `tfr_${'0'.repeat(39)} `, `xfr_${'0'.repeat(39)}`, 'a.b.c'])(
    'is not %j',
    (text) => {
      expect(isStaticToken(text)).toBe(false);
    },
  );
});
