import { InvalidError, parsePrincipal } from '@registry/domain';
import { describe, expect, it } from 'vitest';

describe('parsePrincipal', () => {
  it.each([
    'arn:aws:iam::123456789012:role/Publisher',
    'arn:aws-cn:iam::123456789012:user/path/ci',
    'arn:aws-us-gov:iam::123456789012:role/Publisher',
    'oidc:https://token.actions.githubusercontent.com#repo:acme/vpc:ref:refs/heads/main',
    'identity:administrator',
    'identity:a.b-c_d',
    'token:ci',
  ])('takes %s', (text) => {
    expect(parsePrincipal(text)).toBe(text);
  });

  it.each([
    '',
    'administrator',
    'identity:',
    'identity:-a',
    'identity:a b',
    'identity:a\n',
    'Identity:a',
    'token:',
    'oidc:https://issuer.test',
    'oidc:#subject',
    'oidc:https://issuer.test#',
    'oidc:https://issuer.test#sübject',
    'arn:aws:iam::12345678901:role/Short',
    'arn:aws:s3:::bucket',
    'arn:aws:iam::123456789012:',
    `identity:${'a'.repeat(2048)}`,
  ])('refuses %j', (text) => {
    expect(() => parsePrincipal(text)).toThrow(InvalidError);
  });
});
