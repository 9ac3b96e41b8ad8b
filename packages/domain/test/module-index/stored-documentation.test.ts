import { randomBytes } from 'node:crypto';
import { decodeDocumentation, encodeDocumentation, InvalidError } from '@registry/domain';
import { SAMPLE_DOCUMENTATION } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';

const withReadme = (readme: string) => ({
  ...SAMPLE_DOCUMENTATION,
  root: { ...SAMPLE_DOCUMENTATION.root, readme },
});

describe('stored documentation', () => {
  it.each(['', '# A VPC', 'ü 日本 🙂 \u0000 \ud800', 'a'.repeat(1_000_000)])(
    'is given back as it was',
    (readme) => {
      const documentation = withReadme(readme);
      expect(decodeDocumentation(encodeDocumentation(documentation))).toEqual(documentation);
    },
  );

  it('is refused where no table item would hold it', () => {
    const noise = withReadme(randomBytes(400_000).toString('base64'));
    expect(() => encodeDocumentation(noise)).toThrow(InvalidError);
  });
});
