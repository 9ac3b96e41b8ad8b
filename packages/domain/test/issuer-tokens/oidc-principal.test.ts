import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidError, oidcPrincipal, parseIssuerUrl, parsePrincipal } from '../../src/index.ts';

describe('the principal of a token from elsewhere', () => {
  it.each([
    ['repo:acme/vpc:ref:refs/heads/main', 'repo:acme/vpc:ref:refs/heads/main'],
    ['organization:acme:project:Default Project', 'organization:acme:project:Default%20Project'],
    ['repo:acme/vpc:ref:refs/heads/größe', 'repo:acme/vpc:ref:refs/heads/gr%C3%B6%C3%9Fe'],
    ['a%20b', 'a%2520b'],
    ['a#b', 'a#b'],
    ['{8f-1}:{2}', '{8f-1}:{2}'],
    ['a\nb\0', 'a%0Ab%00'],
  ])('of %j is …#%s', (subject, encoded) => {
    expect(oidcPrincipal('https://issuer.test', subject)).toBe(
      `oidc:https://issuer.test#${encoded}`,
    );
  });

  it('is another one for every subject, and always a principal', () => {
    const subject = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      fc.string({ unit: fc.constantFrom('%', '2', '5', '0', ' '), minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(subject, subject, (one, other) => {
        const principal = oidcPrincipal('https://issuer.test', one);
        expect(parsePrincipal(principal)).toBe(principal);
        expect(principal === oidcPrincipal('https://issuer.test', other)).toBe(one === other);
      }),
    );
  });

  it.each(['\ud800', 'x'.repeat(2100), ''])('is none of %j', (subject) => {
    expect(() => oidcPrincipal('https://issuer.test', subject)).toThrow(InvalidError);
  });
});

describe('the URL of an issuer', () => {
  it.each([
    'https://token.actions.githubusercontent.com',
    'https://gitlab.corp.example:8443/gitlab',
    'https://a.test/',
    'https://127.0.0.1:5000',
    'https://[::1]:5000',
  ])('may be %s', (url) => expect(parseIssuerUrl(url)).toBe(url));

  it.each([
    'http://a.test',
    'HTTPS://a.test',
    'https:a.test',
    'https://',
    'https://a.test?x',
    'https://a.test#x',
    'https://u@a.test',
    'https://a.test\\b',
    'https://a test',
    ' https://a.test',
    'https://ä.test',
    'file:///etc/passwd',
    `https://a.test/${'x'.repeat(512)}`,
    '',
  ])('is not %j', (url) => expect(() => parseIssuerUrl(url)).toThrow(InvalidError));
});
