import { randomBytes } from 'node:crypto';
import { parseSha256 } from '@registry/domain';
import { sha256Of } from '@registry/domain/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsClaim, signClaim, type UrlClaim } from '../src/packages/signed-url.ts';

const NOW_SECONDS = 1_800_000_000;
const key = randomBytes(32);
const clock = () => new Date(NOW_SECONDS * 1000);

const digest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => parseSha256(Buffer.from(bytes).toString('hex')));
const expires = fc.integer({ min: NOW_SECONDS + 1, max: NOW_SECONDS + 100_000 });
const claims: fc.Arbitrary<UrlClaim> = fc.oneof(
  fc.record({ method: fc.constant('GET' as const), sha256: digest, expires }),
  fc.record({ method: fc.constant('PUT' as const), sha256: digest, size: fc.nat(), expires }),
);

const SAMPLE: UrlClaim = {
  method: 'PUT',
  sha256: sha256Of('x'),
  size: 1,
  expires: NOW_SECONDS + 60,
};

describe('a signed URL', () => {
  it('holds for what it was signed for', () => {
    fc.assert(fc.property(claims, (claim) => holdsClaim(key, claim, signClaim(key, claim), clock)));
  });

  it('holds in whatever order and encoding its query comes back, with parameters of others in it', () => {
    const others = fc.array(fc.tuple(fc.stringMatching(/^x[a-z]*$/), fc.string()));
    fc.assert(
      fc.property(claims, others, fc.nat(), (claim, added, turn) => {
        const pairs = [...signClaim(key, claim), ...added];
        const turned = pairs.map((_, index) => pairs[(index + turn) % pairs.length] ?? ['', '']);
        const encoded = turned.map((pair) => pair.map(percentEncode).join('='));
        return holdsClaim(key, claim, new URLSearchParams(encoded.join('&')), clock);
      }),
    );
  });

  it('is refused when one bit of one parameter was changed', () => {
    fc.assert(
      fc.property(claims, fc.nat(), fc.nat(), fc.nat(6), (claim, which, place, bit) => {
        const pairs = [...signClaim(key, claim)];
        const [name, value] = pairs[which % pairs.length] ?? ['', ''];
        const changed = Buffer.from(value);
        const index = place % changed.length;
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        const forged = new URLSearchParams(pairs);
        forged.set(name, changed.toString('latin1'));
        return !holdsClaim(key, claim, forged, clock);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused for any other claim', () => {
    fc.assert(
      fc.property(claims, claims, (signed, wanted) => {
        fc.pre(JSON.stringify(signed) !== JSON.stringify(wanted));
        return !holdsClaim(key, { ...wanted }, signClaim(key, signed), clock);
      }),
    );
  });

  it.each<[string, Partial<UrlClaim>]>([
    ['another method', { method: 'GET' }],
    ['another package', { sha256: sha256Of('y') }],
    ['one byte more', { size: 2 }],
    ['a length that is not known', { size: Number.NaN }],
  ])('is refused for %s', (_, change) => {
    const query = signClaim(key, SAMPLE);
    expect(holdsClaim(key, SAMPLE, query, clock)).toBe(true);
    expect(holdsClaim(key, { ...SAMPLE, ...change }, query, clock)).toBe(false);
  });

  it('is refused under another key', () => {
    expect(holdsClaim(randomBytes(32), SAMPLE, signClaim(key, SAMPLE), clock)).toBe(false);
  });

  it('holds until the millisecond before it expires and not at that moment', () => {
    const query = signClaim(key, SAMPLE);
    const at = (milliseconds: number) => () => new Date(SAMPLE.expires * 1000 + milliseconds);
    expect(holdsClaim(key, SAMPLE, query, at(-1))).toBe(true);
    expect(holdsClaim(key, SAMPLE, query, at(0))).toBe(false);
    expect(holdsClaim(key, SAMPLE, query, at(1))).toBe(false);
  });

  it.each([
    '',
    ' ',
    '+',
    '0x',
    '1e9',
    '-1',
    'NaN',
    'Infinity',
    `0${SAMPLE.expires}`,
    `${SAMPLE.expires}.0`,
    ` ${SAMPLE.expires}`,
  ])('is refused with the expiry written as %j', (text) => {
    const query = signClaim(key, SAMPLE);
    query.set('expires', text);
    expect(holdsClaim(key, SAMPLE, query, clock)).toBe(false);
  });

  it.each(['expires', 'signature'])('is refused without its %s', (name) => {
    const query = signClaim(key, SAMPLE);
    query.delete(name);
    expect(holdsClaim(key, SAMPLE, query, clock)).toBe(false);
  });
});

function percentEncode(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
