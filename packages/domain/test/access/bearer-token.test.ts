import { bearerToken, UnauthenticatedError } from '@registry/domain';
import { describe, expect, it } from 'vitest';

const reasonOf = (header: string | undefined) => {
  try {
    return bearerToken(header);
  } catch (error) {
    return error instanceof UnauthenticatedError ? error.reason : error;
  }
};

describe('bearerToken', () => {
  it.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER a.b.c', 'bEaReR  a.b.c'])(
    'takes the token of %j',
    (header) => {
      expect(bearerToken(header)).toBe('a.b.c');
    },
  );

  it.each([
    undefined,
    '',
    'Basic dXNlcjpwdw==',
    'Token a.b.c',
    'a.b.c',
    'Bearerx a',
    'DPoP a',
    ' ',
  ])('finds no token in %j', (header) => {
    expect(reasonOf(header)).toBe('missing');
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer a,b',
    'Bearer a\n',
    'Bearer \ta',
  ])('finds a malformed token in %j', (header) => {
    expect(reasonOf(header)).toBe('invalid_token');
  });
});
