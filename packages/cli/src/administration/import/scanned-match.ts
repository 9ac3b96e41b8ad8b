import { checkBinding, InvalidError, parseMatch, presetOf } from '@registry/domain';
import type { ScannedGrant } from './scanned-items.ts';

/** Which tokens of an issuer are meant: each claim has one of its values, with `*` for anything. */
export interface ScannedMatch {
  readonly subject?: string;
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

/**
 * InvalidError where there is no way to say the same, or the registry would not take it: for GitHub
 * and its like, what was bound there is mostly names, and here it has to be an id.
 */
export function scannedMatch(
  url: string,
  { subject, bound_claims }: Pick<ScannedGrant, 'subject' | 'bound_claims'>,
): ScannedMatch {
  const claims: Record<string, readonly string[]> = {};
  for (const { name, match_type, value } of bound_claims ?? []) {
    if (Object.hasOwn(claims, name)) {
      throw new InvalidError(
        `it binds the claim "${name}" twice; make an identity for it by hand.`,
      );
    }
    claims[name] = [value].flat().map((text) => pattern(text, match_type));
  }
  if (subject === undefined && Object.keys(claims).length === 0) {
    throw new InvalidError('it is for whoever the issuer knows; say for whom it shall be.');
  }
  const scanned = { ...(subject === undefined ? {} : { subject }), claims };
  const match = parseMatch({ issuer: 'imported', ...scanned });
  if (match.kind === 'token') checkBinding(presetOf(url), match);
  return scanned;
}

/** Their globs know `?` and `[…]` as well, which nothing here means. */
function pattern(text: string, matchType: string): string {
  if (matchType === 'glob' && /[?[\]]/.test(text)) {
    throw new InvalidError(
      `the glob "${text}" has more than "*" in it; make an identity for it by hand.`,
    );
  }
  if (matchType !== 'glob' && text.includes('*')) {
    throw new InvalidError(
      `the claim "${text}" has a "*" of its own; make an identity for it by hand.`,
    );
  }
  return text;
}
