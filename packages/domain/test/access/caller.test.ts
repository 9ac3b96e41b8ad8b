import {
  authorize,
  type Caller,
  ForbiddenError,
  parseNamespace,
  parsePrincipal,
  parseScope,
} from '@registry/domain';
import { describe, expect, it } from 'vitest';

const caller: Caller = {
  principal: parsePrincipal('identity:ci'),
  scope: parseScope('download:acme'),
  expiresAt: new Date(0),
  issuedAt: new Date(0),
  tokenId: 'token-1',
  identities: [],
};

describe('authorize', () => {
  it('lets through what the scope permits', () => {
    expect(() => authorize(caller, 'download', parseNamespace('acme'))).not.toThrow();
  });

  it('refuses the rest, and names the scope to ask for', () => {
    const attempt = () => authorize(caller, 'upload', parseNamespace('acme'));
    expect(attempt).toThrow(ForbiddenError);
    expect(attempt).toThrow('"upload:acme"');
  });
});
