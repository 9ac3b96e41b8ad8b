import {
  canonicalAwsPrincipal,
  differences,
  type MatchDocument,
  matchesProof,
  type Proof,
  parseMatch,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { awsProof, tokenProof } from '../use-cases/access-setup.ts';

const matches = (document: MatchDocument, proof: Proof) =>
  matchesProof(parseMatch(document), proof);

describe('a match of AWS callers', () => {
  const account = { aws_account: '123456789012' };

  it.each<[MatchDocument, boolean]>([
    [account, true],
    [{ aws_account: '123456789013' }, false],
    [{ aws_organization: 'o-abcdefghij' }, true],
    [{ aws_organization: 'o-abcdefghik' }, false],
    [{ ...account, arn: 'arn:aws:sts::123456789012:assumed-role/Publisher/i-0abc' }, true],
    [{ ...account, arn: 'arn:aws:iam::123456789012:role/Publisher' }, true],
    [{ ...account, arn: 'arn:aws:iam::123456789012:role/publisher' }, false],
    [{ ...account, arn: 'arn:aws:sts::123456789012:assumed-role/Publisher/i-0abcd' }, false],
    [{ ...account, arn_pattern: 'arn:aws:sts::*:assumed-role/Pub*/*' }, true],
    // A pattern is of what STS says, and of nothing else.
    [{ ...account, arn_pattern: 'arn:aws:iam::*:role/Pub*' }, false],
    [{ ...account, user_id: 'AROAEXAMPLE:i-0abc' }, true],
    [{ ...account, user_id_pattern: 'AROA*:i-0abc' }, true],
    [{ ...account, user_id_pattern: 'AIDA*:i-0abc' }, false],
    [{ issuer: 'github', subject: awsProof.principal }, false],
  ])('%j: %j', (document, expected) => {
    expect(matches(document, awsProof)).toBe(expected);
  });

  // An account's number may be somebody else's in another partition, whose STS is as good.
  it.each([
    [{}, 'aws', true],
    [{}, 'aws-cn', false],
    [{ arn_pattern: 'arn:*:assumed-role/Publisher/*' }, 'aws-cn', false],
    [{ arn_pattern: 'arn:aws-cn:sts::*:assumed-role/Publisher/*' }, 'aws-cn', true],
    [{ arn: 'arn:aws-cn:sts::123456789012:assumed-role/Publisher/i-0abc' }, 'aws-cn', true],
    [{ arn: 'arn:aws-cn:sts::123456789012:assumed-role/Publisher/i-0abc' }, 'aws', false],
  ])('of an account and %j, by a carried proof from %s: %j', (more, partition, expected) => {
    const arn = awsProof.arn.replace('arn:aws:', `arn:${partition}:`);
    const principal = canonicalAwsPrincipal(arn);
    const document = { aws_account: '123456789012', ...more };
    const carried = { ...awsProof, arn, principal, way: 'aws-proof' as const };
    expect(matches(document, carried)).toBe(expected);
    // The gateway lets nobody of another partition through.
    if (Object.keys(more).length === 0) {
      expect(matches(document, { ...carried, way: 'aws-gateway' })).toBe(true);
    }
  });

  it('of an organization is for who AWS says it of', () => {
    const { organization: _, ...alone } = awsProof;
    expect(matches({ aws_organization: 'o-abcdefghij' }, { ...alone })).toBe(false);
  });

  it('also takes web identities that AWS has signed, and no other token that says so', () => {
    const claims = { sub: 'arn:aws:iam::123456789012:role/Publisher', aws_account: '123456789012' };
    const proof = tokenProof(claims);
    const arn = { ...account, arn: claims.sub };
    expect(matches(arn, proof)).toBe(false);
    expect(matches(arn, { ...proof, aws: { account: '123456789012' } })).toBe(true);
    expect(
      matches({ ...arn, user_id_pattern: 'AROA*' }, { ...proof, aws: { account: '123456789012' } }),
    ).toBe(false);
  });
});

describe('a match of tokens', () => {
  const id = { repository_owner_id: '1234' };

  it.each<[MatchDocument, boolean]>([
    [{ issuer: 'github', claims: id }, true],
    [{ issuer: 'gitlab', claims: id }, false],
    [{ issuer: 'github', claims: { repository_owner_id: '12345' } }, false],
    [{ issuer: 'github', claims: { repository_owner_id: '123' } }, false],
    [{ issuer: 'github', claims: { ...id, ref: ['refs/heads/main', 'refs/tags/*'] } }, true],
    [{ issuer: 'github', claims: { ...id, ref: ['refs/tags/*'] } }, false],
    [{ issuer: 'github', claims: { ...id, missing: 'x' } }, false],
    [{ issuer: 'github', claims: id, audience: 'other' }, true],
    [{ issuer: 'github', claims: id, audience: 'another' }, false],
    [{ issuer: 'github', subject: 'repo:acme/vpc:ref:refs/heads/main' }, true],
    [{ issuer: 'github', subject: 'repo:acme/vpc' }, false],
    [{ issuer: 'github', subject_pattern: 'repo:acme/*' }, true],
    [{ issuer: 'github', subject_pattern: 'repo:acme2/*' }, false],
    [{ issuer: 'github', claims: { 'kubernetes.io/namespace': 'ci' } }, true],
    [{ issuer: 'github', claims: { 'kubernetes.io/pod/uid': 'u-1' } }, true],
    [{ issuer: 'github', claims: { groups: 'b' } }, true],
    [{ issuer: 'github', claims: { groups: 'c' } }, false],
    [{ issuer: 'github', claims: { run: '7', fork: 'false' } }, true],
    [{ issuer: 'github', claims: { toString: 'x' } }, false],
    [{ issuer: 'github', claims: { __proto__x: 'x' } }, false],
    [{ aws_account: '123456789012' }, false],
  ])('%j: %j', (document, expected) => {
    const proof = tokenProof({
      groups: ['a', 'b'],
      run: 7,
      fork: false,
      'kubernetes.io': { namespace: 'ci', pod: { uid: 'u-1' } },
    });
    expect(matches(document, proof)).toBe(expected);
  });

  it('says in what a proof differs, for the audit', () => {
    const match = parseMatch({ issuer: 'gitlab', audience: 'x', claims: { ref: 'x', ...id } });
    expect(differences(match, tokenProof())).toEqual(['issuer', 'audience', 'claims.ref']);
    expect(differences(match, awsProof)).toContain('issuer');
  });
});
