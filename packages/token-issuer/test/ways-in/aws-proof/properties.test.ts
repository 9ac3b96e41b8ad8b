import { UnauthenticatedError } from '@registry/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeProof } from '../../../src/ways-in/aws-proof/decode-proof.ts';
import { canonicalValue } from '../../../src/ways-in/aws-proof/header-values.ts';
import { base64url, provingAt, signed, useSts, withHeader } from './setup.ts';

const sts = useSts();

const word = fc.stringMatching(/^[\x21-\x7e]{1,12}$/);
const space = fc.stringMatching(/^[ \t]{1,4}$/);
const edge = fc.stringMatching(/^[ \t]{0,4}$/);

/** The same words, with other white space around and between them. */
const spelled = fc.array(word, { maxLength: 4 }).chain((words) =>
  fc
    .tuple(edge, fc.array(space, { minLength: words.length, maxLength: words.length }), edge)
    .map(([before, between, after]) => ({
      canonical: words.join(' '),
      value: `${before}${words.map((one, at) => (at === 0 ? one : `${between[at]}${one}`)).join('')}${after}`,
    })),
);

it('White space around and between words counts as AWS counts it', () => {
  fc.assert(
    fc.property(spelled, ({ canonical, value }) => {
      expect(canonicalValue(value)).toBe(canonical);
      expect(canonicalValue(canonical)).toBe(canonical);
    }),
  );
});

it('A header that was signed holds in every spelling, and with other words in none', async () => {
  const { prove } = provingAt(sts());
  await fc.assert(
    fc.asyncProperty(spelled, spelled, async (one, other) => {
      const headers = { 'x-note': one.value };
      const again = base64url(withHeader(await signed(sts(), { headers }), 'x-note', other.value));
      const same = other.canonical === one.canonical;
      const outcome = await prove(again).then(
        () => true,
        (error: unknown) => !(error instanceof UnauthenticatedError),
      );
      expect(outcome).toBe(same);
      const canonical = withHeader(await signed(sts(), { headers }), 'x-note', one.canonical);
      await expect(prove(base64url(canonical))).resolves.toHaveProperty('principal');
    }),
    { numRuns: 40 },
  );
});

it('Whatever is sent as a proof is read or refused, and nothing else happens', async () => {
  const { prove } = provingAt(sts());
  const request = fc.stringMatching(
    /^POST \/[^\n]{0,10} HTTP\/1\.1(\r?\n[A-Za-z-]{0,5}:? ?[^\n]{0,9}){0,5}(\r?\n\r?\n)?$/,
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.json().map(encodeURIComponent),
    request.map((raw) => Buffer.from(raw).toString('base64url')),
    fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
  );
  await fc.assert(
    fc.asyncProperty(text, async (subjectToken) => {
      try {
        decodeProof(subjectToken);
      } catch (error) {
        expect(error).toBeInstanceOf(UnauthenticatedError);
      }
      await expect(prove(subjectToken)).rejects.toBeInstanceOf(UnauthenticatedError);
    }),
    { numRuns: 300 },
  );
  expect(sts().requests.every(({ url }) => url.startsWith('/?Action='))).toBe(true);
});
