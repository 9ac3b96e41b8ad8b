import { proofOfAwsCaller, UnauthenticatedError } from '@registry/domain';
import { describe, expect, it } from 'vitest';

const CALLER = {
  arn: 'arn:aws:sts::123456789012:assumed-role/ci/s1',
  account: '123456789012',
  userId: 'AROAEXAMPLE:s1',
};

describe('proofOfAwsCaller', () => {
  it('keeps what AWS said beside the canonical principal', () => {
    const caller = { ...CALLER, organization: 'o-abcdefghij' };
    expect(proofOfAwsCaller(caller, 'aws-gateway')).toEqual({
      ...caller,
      kind: 'aws',
      principal: 'arn:aws:iam::123456789012:role/ci',
      way: 'aws-gateway',
    });
    expect(proofOfAwsCaller(CALLER, 'aws-proof')).not.toHaveProperty('organization');
  });

  it.each([
    ['another account than the ARN has', { account: '210987654321' }],
    ['an account of another form', { account: '' }],
    ['no user id', { userId: '' }],
    ['an ARN of nobody', { arn: 'arn:aws:iam::123456789012:group/admins' }],
  ])('refuses %s', (_, change) => {
    expect(() => proofOfAwsCaller({ ...CALLER, ...change }, 'aws-proof')).toThrow(
      UnauthenticatedError,
    );
  });
});
