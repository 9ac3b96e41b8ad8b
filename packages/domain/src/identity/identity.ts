import type { ResourceName } from '../values/resource-name.ts';
import type { StarPattern } from './star-pattern.ts';

/** A name for whoever brings a proof that matches. */
export interface Identity {
  readonly name: ResourceName;
  readonly match: IdentityMatch;
}

export type IdentityMatch = AwsMatch | TokenMatch;

/** Text that has to be exactly so, or like a pattern. */
export type TextMatch = { readonly exactly: string } | { readonly like: StarPattern };

/** Callers of one AWS account or organisation. */
export interface AwsMatch {
  readonly kind: 'aws';
  readonly within: { readonly account: string } | { readonly organization: string };
  /** The ARN as STS gives it; an exact one may also be the canonical one. */
  readonly arn?: TextMatch;
  readonly userId?: TextMatch;
}

/** Bearers of tokens of one trusted issuer. */
export interface TokenMatch {
  readonly kind: 'token';
  /** The name that the issuer has here. */
  readonly issuer: ResourceName;
  readonly audience?: string;
  readonly subject?: TextMatch;
  /** Each claim has one of these values. */
  readonly claims: Readonly<Record<string, readonly TextMatch[]>>;
}
