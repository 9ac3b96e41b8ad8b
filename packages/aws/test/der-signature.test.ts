import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joseSignature } from '../src/signing-key/der-signature.ts';

/** A number as DER has it: no leading zeros, but one where the high bit would be a sign. */
function derInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.of(0) : Buffer.from(bytes.subarray(first));
  const value = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits;
  return Buffer.concat([Buffer.of(0x02, value.length), value]);
}

function derSignature(r: Uint8Array, s: Uint8Array): Buffer {
  const content = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

/** 32 bytes, often with zeros or a high bit in front, where the two forms differ. */
const number = fc
  .tuple(
    fc.nat(31),
    fc.constantFrom(0x00, 0x01, 0x7f, 0x80, 0xff),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
  )
  .map(([zeros, lead, bytes]) => {
    const made = Uint8Array.from(bytes).fill(0, 0, zeros);
    made[zeros] = lead;
    return made;
  });

describe('an ECDSA signature in DER', () => {
  it('becomes r and s of 32 bytes each, whatever they begin with', () => {
    fc.assert(
      fc.property(number, number, (r, s) => {
        expect(Buffer.from(joseSignature(derSignature(r, s)))).toEqual(Buffer.concat([r, s]));
      }),
      { numRuns: 1000 },
    );
  });

  it('verifies after it, for signatures of a real key', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (let round = 0; round < 300; round += 1) {
      const input = Buffer.from(`input ${round}`);
      const signature = joseSignature(sign('sha256', input, privateKey));
      const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify('sha256', input, key, signature)).toBe(true);
    }
  });

  it('is refused when it is cut, longer, or changed in its frame', () => {
    fc.assert(
      fc.property(number, number, fc.nat(), fc.uint8Array({ minLength: 1 }), (r, s, at, more) => {
        const der = derSignature(r, s);
        expect(() => joseSignature(der.subarray(0, at % der.length))).toThrow(/not the DER/);
        expect(() => joseSignature(Buffer.concat([der, more]))).toThrow(/not the DER/);
        const frame = [0, 1, 2, 3][at % 4] ?? 0;
        const changed = Buffer.from(der);
        changed[frame] = (changed[frame] ?? 0) ^ 0x40;
        expect(() => joseSignature(changed)).toThrow(/not the DER/);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a negative r', '3006020180020101'],
    ['an r of no bytes', '30050200020101'],
    ['an r of 33 bytes', `3026022101${'00'.repeat(32)}020101`],
    ['a third number', '3009020101020101020101'],
    ['a long-form length', '308106020101020101'],
  ])('is refused with %s', (_, hex) => {
    expect(() => joseSignature(Buffer.from(hex, 'hex'))).toThrow(/not the DER/);
  });
});
