import {
  bearerOf,
  type Certainty,
  canonicalPrincipal,
  type MatchDocument,
  matchesBearer,
  matchesProof,
  type Proof,
  parseMatch,
  parsePrincipal,
  type TrustedIssuer,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AWS_ISSUER,
  awsMatches,
  awsProofs,
  ISSUER,
  tokenMatches,
  tokenProofs,
  webIdentities,
} from './proofs.ts';

function matches(
  document: MatchDocument,
  principal: string,
  issuers: readonly TrustedIssuer[] = [ISSUER, AWS_ISSUER],
): Certainty {
  const bearer = bearerOf(canonicalPrincipal(principal), issuers);
  return bearer === undefined ? 'no' : matchesBearer(parseMatch(document), bearer);
}

const ROLE = 'arn:aws:iam::123456789012:role/Publisher';
const USER = 'arn:aws:iam::123456789012:user/team/bob';
const SESSIONS = 'arn:aws:sts::123456789012:assumed-role/Publisher/';
const account = { aws_account: '123456789012' };

describe('whether an identity will match a role, by its ARN alone,', () => {
  it.each<[MatchDocument, Certainty]>([
    [account, 'yes'],
    [{ aws_account: '123456789013' }, 'no'],
    [{ aws_organization: 'o-abcdefghij' }, 'perhaps'],
    [{ aws_organization: 'o-abcdefghij', arn: USER }, 'no'],
    [{ ...account, arn: ROLE }, 'yes'],
    [{ ...account, arn: `${ROLE}2` }, 'no'],
    [{ ...account, arn: `${SESSIONS}i-0abc` }, 'perhaps'],
    [{ ...account, arn: SESSIONS }, 'no'],
    [{ ...account, arn: `${SESSIONS}a/b` }, 'no'],
    [{ ...account, arn_pattern: `${SESSIONS}*` }, 'yes'],
    [{ ...account, arn_pattern: '*:assumed-role/Pub*' }, 'yes'],
    [{ ...account, arn_pattern: `${SESSIONS}i-*` }, 'perhaps'],
    [{ ...account, arn_pattern: '*assumed-role/*/ci' }, 'perhaps'],
    [{ ...account, arn_pattern: 'arn:*Publisher/i-*b' }, 'perhaps'],
    // No session is called like that.
    [{ ...account, arn_pattern: 'arn:*Publisher/*/x' }, 'no'],
    [{ ...account, arn_pattern: `arn:*${SESSIONS.slice(-10)}` }, 'no'],
    [{ ...account, arn_pattern: 'arn:aws:sts::*:assumed-role/Reader/*' }, 'no'],
    // A pattern is of what STS says, and of nothing else.
    [{ ...account, arn_pattern: 'arn:aws:iam::*:role/Pub*' }, 'no'],
    [{ ...account, user_id_pattern: 'AROA*:i-0abc' }, 'perhaps'],
    [{ issuer: 'ci', subject: ROLE }, 'no'],
  ])('%j: %s', (document, expected) => {
    expect(matches(document, ROLE)).toBe(expected);
    expect(matches(document, `${SESSIONS}any`)).toBe(expected);
  });
});

describe('whether it will match', () => {
  it.each<[string, MatchDocument, Certainty]>([
    [USER, { ...account, arn: USER }, 'yes'],
    [USER, { ...account, arn_pattern: 'arn:aws:iam::*:user/team/*' }, 'yes'],
    [USER, { ...account, arn_pattern: 'arn:aws:iam::*:user/other/*' }, 'no'],
    // Accounts of another partition count where a gateway there has let them through.
    [USER.replace('aws', 'aws-cn'), account, 'perhaps'],
    [USER.replace('aws', 'aws-cn'), { ...account, arn_pattern: 'arn:aws-cn:*' }, 'yes'],
    ['oidc:https://issuer.test#a%20b', { issuer: 'ci', subject: 'a b' }, 'yes'],
    ['oidc:https://issuer.test#a%20b', { issuer: 'ci', subject: 'a%20b' }, 'no'],
    ['oidc:https://issuer.test#a b'.replace(' ', '%41'), { issuer: 'ci', subject: 'aAb' }, 'no'],
    ['oidc:https://issuer.test#a%', { issuer: 'ci', subject: 'a%' }, 'no'],
    ['oidc:https://issuer.test#a', { issuer: 'ci', claims: { owner: 'x' } }, 'perhaps'],
    ['oidc:https://issuer.test#a', { issuer: 'ci', subject: 'a', audience: 'one' }, 'perhaps'],
    ['oidc:https://issuer.test#a', { issuer: 'ci', subject: 'a', audience: 'three' }, 'no'],
    ['oidc:https://elsewhere.test#a', { issuer: 'ci', subject: 'a' }, 'no'],
    ['oidc:https://issuer.test#a', account, 'no'],
    [`oidc:${AWS_ISSUER.issuer}#${ROLE}`, account, 'yes'],
    [`oidc:${AWS_ISSUER.issuer}#${ROLE}`, { ...account, arn: ROLE }, 'yes'],
    [`oidc:${AWS_ISSUER.issuer}#${ROLE}`, { ...account, arn_pattern: '*:user/*' }, 'no'],
    [`oidc:${AWS_ISSUER.issuer}#${ROLE}`, { aws_account: '123456789013' }, 'no'],
    [`oidc:${AWS_ISSUER.issuer}#${ROLE}`, { aws_organization: 'o-abcdefghij' }, 'perhaps'],
    [`oidc:${AWS_ISSUER.issuer}#${ROLE}`, { ...account, user_id_pattern: 'AROA*' }, 'no'],
    [`oidc:${AWS_ISSUER.issuer}#${ROLE}`, { issuer: 'aws', subject: ROLE, audience: 'one' }, 'yes'],
    [`oidc:https://issuer.test#${ROLE}`, account, 'no'],
    ['identity:ci', account, 'no'],
  ])('%s by %j: %s', (principal, document, expected) => {
    expect(matches(document, principal)).toBe(expected);
  });
});

const FITS: Record<Certainty, readonly boolean[]> = {
  yes: [true],
  perhaps: [true, false],
  no: [false],
};

it.each<[string, fc.Arbitrary<Proof>, fc.Arbitrary<MatchDocument>]>([
  ['AWS callers', awsProofs, awsMatches],
  ['tokens', tokenProofs, tokenMatches],
  ['web identities', webIdentities, awsMatches],
])('What is certain before there is a proof is so with every proof: %s', (_, proofs, documents) => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(proofs, documents, (proof, document) => {
      const isMatch = matchesProof(parseMatch(document), proof);
      const certainty = matches(document, proof.principal);
      seen.set(`${certainty} ${isMatch}`, (seen.get(`${certainty} ${isMatch}`) ?? 0) + 1);
      expect(FITS[certainty]).toContain(isMatch);
    }),
    { numRuns: 20_000 },
  );
  // All that there is to see was seen.
  expect([...seen.keys()].sort()).toEqual([
    'no false',
    'perhaps false',
    'perhaps true',
    'yes true',
  ]);
});

it('Nobody is the bearer of a principal that no proof has', () => {
  for (const principal of ['identity:ci', 'token:ci', 'oidc:https://issuer.test#%zz']) {
    expect(bearerOf(parsePrincipal(principal), [ISSUER])).toBeUndefined();
  }
});
