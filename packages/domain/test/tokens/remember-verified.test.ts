import { type Caller, parsePrincipal, parseScope, UnauthenticatedError } from '@registry/domain';
import { rememberVerified } from '@registry/domain/tokens';
import { describe, expect, it } from 'vitest';

const caller: Caller = {
  principal: parsePrincipal('identity:ci'),
  scope: parseScope('download:acme'),
  expiresAt: new Date(60_000),
  issuedAt: new Date(0),
  tokenId: 'token-1',
  identities: [],
};

/** A verifier that counts how often it is asked. */
function counting(answer: (token: string) => Promise<Caller> = async () => caller) {
  const asked: string[] = [];
  const verify = (token: string) => {
    asked.push(token);
    return answer(token);
  };
  return { asked, verify };
}

describe('rememberVerified', () => {
  it('verifies a token once while it lasts', async () => {
    const { asked, verify } = counting();
    const remembering = rememberVerified(verify, () => new Date(59_999));
    expect(await remembering('a')).toBe(caller);
    expect(await remembering('a')).toBe(caller);
    expect(await remembering('b')).toBe(caller);
    expect(asked).toEqual(['a', 'b']);
  });

  it('asks again from the moment that the token expires', async () => {
    const { asked, verify } = counting();
    let now = 0;
    const remembering = rememberVerified(verify, () => new Date(now));
    await remembering('a');
    now = 60_000;
    await remembering('a');
    await remembering('a');
    expect(asked).toEqual(['a', 'a', 'a']);
  });

  it('does not remember a refusal', async () => {
    const { asked, verify } = counting(async () => {
      throw new UnauthenticatedError('invalid_token', 'no');
    });
    const remembering = rememberVerified(verify, () => new Date(0));
    await expect(remembering('a')).rejects.toThrow('no');
    await expect(remembering('a')).rejects.toThrow('no');
    expect(asked).toHaveLength(2);
  });

  it('keeps no more than it is told to', async () => {
    const { asked, verify } = counting();
    const remembering = rememberVerified(verify, () => new Date(0), 2);
    for (const token of ['a', 'b', 'c', 'c', 'b', 'a']) await remembering(token);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });
});
