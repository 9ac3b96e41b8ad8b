import type { TextMatch } from './identity.ts';
import { matchesStars } from './star-pattern.ts';

export function isText(match: TextMatch, text: string): boolean {
  return 'like' in match ? matchesStars(match.like, text) : match.exactly === text;
}

export function isExactly(match: TextMatch, text: string): boolean {
  return 'exactly' in match && match.exactly === text;
}

/** The partition of the ARNs that are meant; `aws` where none is named. */
export function partitionMeant(arn: TextMatch | undefined): string {
  const text = arn && ('like' in arn ? arn.like : arn.exactly);
  const [, named = 'aws'] = /^arn:(aws[a-z-]*):/.exec(text ?? '') ?? [];
  return named;
}
