import { InvalidError } from '../errors.ts';
import { parseResourceName } from '../values/resource-name.ts';
import type { AwsMatch, IdentityMatch, TextMatch, TokenMatch } from './identity.ts';
import type { AwsMatchDocument, MatchDocument, TokenMatchDocument } from './match-document.ts';
import { parseStarPattern } from './star-pattern.ts';

const MAX_TEXT = 2048;
const MAX_CLAIMS = 16;
const MAX_VALUES = 32;

/** InvalidError where it would match nobody, or whoever it may. */
export function parseMatch(document: MatchDocument): IdentityMatch {
  return 'issuer' in document ? parseTokenMatch(document) : parseAwsMatch(document);
}

function parseAwsMatch(document: AwsMatchDocument): AwsMatch {
  const { aws_account: account, aws_organization: organization } = document;
  const arn = parseText('arn', document.arn, document.arn_pattern);
  const userId = parseText('user_id', document.user_id, document.user_id_pattern);
  return {
    kind: 'aws',
    within: within(account, organization),
    ...(arn && { arn }),
    ...(userId && { userId }),
  };
}

function within(account: string | undefined, organization: string | undefined): AwsMatch['within'] {
  if (account !== undefined && organization === undefined && /^\d{12}$/.test(account)) {
    return { account };
  }
  // AWS Organizations, API reference: Organization.
  if (account === undefined && organization && /^o-[a-z0-9]{10,32}$/.test(organization)) {
    return { organization };
  }
  throw new InvalidError(
    'A match of AWS callers has either aws_account, 12 digits, or aws_organization, "o-" and 10 to 32 letters and digits.',
  );
}

function parseTokenMatch(document: TokenMatchDocument): TokenMatch {
  const subject = parseText('subject', document.subject, document.subject_pattern);
  const claims = parseClaims(document.claims ?? {});
  if (subject === undefined && Object.keys(claims).length === 0) {
    throw new InvalidError(
      'A match of tokens has a subject, a subject_pattern or claims; without one it would match whoever the issuer knows.',
    );
  }
  const { audience } = document;
  return {
    kind: 'token',
    issuer: parseResourceName(document.issuer),
    ...(audience === undefined ? {} : { audience: checkText('audience', audience) }),
    ...(subject && { subject }),
    claims,
  };
}

function parseText(
  name: string,
  exactly: string | undefined,
  like: string | undefined,
): TextMatch | undefined {
  if (exactly !== undefined && like !== undefined) {
    throw new InvalidError(`Give ${name} or ${name}_pattern, not both.`);
  }
  if (like !== undefined) return { like: parseStarPattern(like) };
  return exactly === undefined ? undefined : { exactly: checkExact(name, exactly) };
}

function parseClaims(claims: NonNullable<TokenMatchDocument['claims']>): TokenMatch['claims'] {
  const entries = Object.entries(claims);
  if (entries.length > MAX_CLAIMS) {
    throw new InvalidError(`A match has at most ${MAX_CLAIMS} claims.`);
  }
  return Object.fromEntries(
    entries.map(([name, values]) => [
      checkText('The name of a claim', name),
      parseValues(name, values),
    ]),
  );
}

function parseValues(name: string, values: string | readonly string[]): readonly TextMatch[] {
  if (typeof values === 'string') return [{ exactly: checkExact(`the claim "${name}"`, values) }];
  if (values.length === 0 || values.length > MAX_VALUES) {
    throw new InvalidError(`The claim "${name}" has 1 to ${MAX_VALUES} values.`);
  }
  return values.map((value) =>
    value.includes('*')
      ? { like: parseStarPattern(value) }
      : { exactly: checkText(`the claim "${name}"`, value) },
  );
}

// Nobody means a star by a star: where it is no pattern, it was to be one.
function checkExact(name: string, value: string): string {
  if (!value.includes('*')) return checkText(name, value);
  throw new InvalidError(
    `The value of ${name} is taken exactly, and "*" stands for nothing there; use ${name.startsWith('the claim') ? 'a list of patterns' : `${name}_pattern`}.`,
  );
}

function checkText(name: string, value: string): string {
  if (value !== '' && value.length <= MAX_TEXT) return value;
  throw new InvalidError(`The value of ${name} has 1 to ${MAX_TEXT} characters.`);
}
