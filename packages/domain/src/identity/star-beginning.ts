import type { Certainty } from './certainty.ts';
import { fitsStars, type StarPattern } from './star-pattern.ts';

/**
 * Does a text match of which only the `beginning` is known, and that something follows? `possible`
 * is what that may be made of. Yes: whatever it is. No: whatever it is not.
 */
export function isOfBeginning(
  pattern: StarPattern,
  beginning: string,
  possible: RegExp,
): Certainty {
  if (pattern.endsWith('*') && fitsStars(pattern, beginning)) return 'yes';
  const rests = Array.from({ length: pattern.length }, (_, at) => at).flatMap((at) => {
    const before = pattern.slice(0, at);
    if (!fitsStars(before, beginning)) return [];
    // A star may reach from the one part into the other; what it stands for there can be anything.
    return pattern.slice(at).replaceAll('*', '');
  });
  return rests.some((fixed) => possible.test(fixed)) ? 'perhaps' : 'no';
}
