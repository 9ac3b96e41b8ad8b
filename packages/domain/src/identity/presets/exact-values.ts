import type { TextMatch, TokenMatch } from '../identity.ts';

/** The only values that a match lets a claim have; undefined where there are patterns or no limit. */
export function exactValues(match: TokenMatch, claim: string): readonly string[] | undefined {
  const wanted: readonly TextMatch[] = claim === 'sub' ? subjectOf(match) : claimOf(match, claim);
  const values = wanted.flatMap((one) => ('exactly' in one ? [one.exactly] : []));
  return values.length === 0 || values.length < wanted.length ? undefined : values;
}

function subjectOf({ subject, claims }: TokenMatch): readonly TextMatch[] {
  return subject === undefined ? (claims['sub'] ?? []) : [subject];
}

function claimOf({ claims }: TokenMatch, claim: string): readonly TextMatch[] {
  return Object.hasOwn(claims, claim) ? (claims[claim] ?? []) : [];
}
