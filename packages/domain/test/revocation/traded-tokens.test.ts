import {
  type Caller,
  isRevoked,
  parsePrincipal,
  parseResourceName,
  type Revocation,
  UnauthenticatedError,
} from '@registry/domain';
import type { IssuedToken } from '@registry/domain/tokens';
import { describe, expect, it } from 'vitest';
import { givingTokens, request, START, tokenProof } from '../use-cases/access-setup.ts';

const SECOND = 1000;

/** Somebody with a token, who trades it whenever the test likes. */
async function trading() {
  const all = givingTokens();
  await all.identity('ci', { issuer: 'github', claims: { repository_owner_id: '1234' } });
  await all.grant('identity:ci', 'acme', 'download');
  const callerOf = ({ accessToken }: IssuedToken) => all.verify(accessToken);
  return {
    ...all,
    first: async () => callerOf(await all.issueForProof({ proof: tokenProof(), request })),
    trade: async (subject: Caller) => callerOf(await all.exchange({ subject, request })),
    /** A revocation of now. */
    revoked: (what: Revocation['what']): Revocation[] => [
      {
        id: 'revocation-1',
        what,
        reason: '',
        by: parsePrincipal('identity:administrator'),
        at: all.clock(),
        expiresAt: new Date(all.time.now + 86_400_000),
      },
    ],
  };
}

const HOLDERS: [string, Revocation['what']][] = [
  ['the identity', { identity: parseResourceName('ci') }],
  ['the identity as a principal', { principal: parsePrincipal('identity:ci') }],
  ['who has proved to be it', { principal: tokenProof().principal }],
];

describe.each(HOLDERS)('a token of %s that is revoked', (_, what) => {
  it('is traded for nothing that holds, however much later, and through however many', async () => {
    const { first, trade, revoked, time } = await trading();
    const stolen = await first();
    time.now += SECOND;
    const revocations = revoked(what);
    expect(isRevoked(stolen, revocations)).toBe(true);
    // Whoever trades it does not know yet.
    time.now += 5 * SECOND;
    let traded = await trade(stolen);
    for (let step = 0; step < 3; step += 1) {
      expect(traded.issuedAt.getTime()).toBeGreaterThan(START.getTime());
      expect(isRevoked(traded, revocations)).toBe(true);
      time.now += SECOND;
      traded = await trade(traded);
    }
  });

  it('escapes by no trade in the second of the revocation', async () => {
    const { first, trade, revoked, time } = await trading();
    time.now = START.getTime() + 900;
    const stolen = await first();
    // Found to hold at .900, revoked at .950, traded for one with the time of the next second.
    time.now += 50;
    const revocations = revoked(what);
    time.now += 100;
    const traded = await trade(stolen);
    expect(traded.issuedAt).toEqual(new Date(START.getTime() + SECOND));
    expect(isRevoked(traded, revocations)).toBe(true);
  });

  it('ends none that was given later, nor what that is traded for', async () => {
    const { first, trade, revoked, time } = await trading();
    const revocations = revoked(what);
    time.now += SECOND;
    const later = await first();
    time.now += SECOND;
    for (const caller of [later, await trade(later)]) {
      expect(isRevoked(caller, revocations)).toBe(false);
    }
  });
});

describe('a static token that was made again in the second of its deletion', () => {
  it('is traded for what the deletion does not end', async () => {
    const { grant, first, trade, revoked, time } = await trading();
    const principal = parsePrincipal('identity:ci');
    await grant('identity:ci', 'acme', 'download');
    time.now += 200;
    const deletion = revoked({ principal });
    const issuedAt = new Date(time.now + 100);
    const made = { ...(await first()), principal, tokenId: 'static:deploy', issuedAt };
    time.now += 5 * SECOND;
    expect(isRevoked(await trade(made), deletion)).toBe(false);
    expect(isRevoked(await trade(await trade(made)), deletion)).toBe(false);
  });
});

describe('a chain of trades', () => {
  it('ends behind each of its tokens that is revoked, and not before', async () => {
    const { first, trade, revoked } = await trading();
    const chain = [await first()];
    for (let step = 0; step < 4; step += 1) chain.push(await trade(chain.at(-1) ?? missing()));
    for (const [index, { tokenId: jti }] of chain.entries()) {
      const ended = chain.map((caller) => isRevoked(caller, revoked({ jti })));
      expect(ended).toEqual(chain.map((_, other) => other >= index));
    }
  });

  it('is bounded, and its end is told to the audit', async () => {
    const { first, trade, audited } = await trading();
    let held = await first();
    for (let step = 0; step < 9; step += 1) held = await trade(held);
    expect(held.through).toHaveLength(8);
    await expect(trade(held)).rejects.toThrow(UnauthenticatedError);
    expect((await audited()).at(-1)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('too long a chain'),
    });
  });
});

function missing(): never {
  throw new Error('there is no token');
}
