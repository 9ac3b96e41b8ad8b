import type { RecordDocument } from '../ports/record-store.ts';
import type { IdentityMatch, TextMatch, TokenMatch } from './identity.ts';

/** How a match is written, in requests, answers and records alike. */
export type MatchDocument = AwsMatchDocument | TokenMatchDocument;

export interface AwsMatchDocument {
  readonly aws_account?: string | undefined;
  readonly aws_organization?: string | undefined;
  readonly arn?: string | undefined;
  readonly arn_pattern?: string | undefined;
  readonly user_id?: string | undefined;
  readonly user_id_pattern?: string | undefined;
}

export interface TokenMatchDocument {
  readonly issuer: string;
  readonly audience?: string | undefined;
  readonly subject?: string | undefined;
  readonly subject_pattern?: string | undefined;
  /** Text is taken exactly; in a list, `*` stands for any characters. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>> | undefined;
}

export function formatMatch(match: IdentityMatch): MatchDocument & RecordDocument {
  if (match.kind === 'token') {
    return {
      issuer: match.issuer,
      ...(match.audience === undefined ? {} : { audience: match.audience }),
      ...formatText('subject', match.subject),
      ...formatClaims(match.claims),
    };
  }
  return {
    ...('account' in match.within
      ? { aws_account: match.within.account }
      : { aws_organization: match.within.organization }),
    ...formatText('arn', match.arn),
    ...formatText('user_id', match.userId),
  };
}

function formatText<N extends string>(name: N, match: TextMatch | undefined) {
  if (match === undefined) return {};
  return 'like' in match ? { [`${name}_pattern`]: match.like } : { [name]: match.exactly };
}

function formatClaims(claims: TokenMatch['claims']) {
  const entries = Object.entries(claims).map(([name, values]) => {
    const [first] = values;
    if (values.length === 1 && first && 'exactly' in first) return [name, first.exactly] as const;
    return [name, values.map((value) => ('like' in value ? value.like : value.exactly))] as const;
  });
  return entries.length === 0 ? {} : { claims: Object.fromEntries(entries) };
}
