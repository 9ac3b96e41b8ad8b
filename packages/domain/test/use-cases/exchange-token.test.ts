import {
  type AuditEvent,
  type Caller,
  createExchangeToken,
  type ExchangeRequest,
  formatScope,
  includesScope,
  parsePrincipal,
  parseScope,
  ScopeTooWideError,
  scopeGrants,
  UnauthenticatedError,
} from '@registry/domain';
import { createTestSigningKey } from '@registry/domain/testing';
import { createTokenIssuer, createTokenVerifier } from '@registry/domain/tokens';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const START = 1_750_000_000_000;
const settings = { issuer: 'https://registry.test', audience: 'https://registry.test' };
const key = createTestSigningKey();
const keys = { keys: [await key.publicJwk()] };

type Asked = Omit<ExchangeRequest, 'request'>;

/** The exchange for somebody to whom everything is granted, at a time that the test moves. */
function exchanging() {
  const time = { now: START };
  const clock = () => new Date(time.now);
  const audited: AuditEvent[] = [];
  const issue = createTokenIssuer({ settings, key, clock, newId: () => 'token' });
  const exchange = createExchangeToken({
    issue,
    clock,
    audit: async (event) => void audited.push(event),
    grants: async ({ principal }) => scopeGrants(principal, parseScope('admin')),
    defaultLifetimeSeconds: 900,
    maxLifetimeSeconds: 3600,
  });
  return {
    time,
    audited,
    exchange: (asked: Asked) => exchange({ ...asked, request: { id: 'request-1' } }),
    verify: createTokenVerifier({ ...settings, keys }, clock),
  };
}

const subject = (scope: string, lifetimeMs: number): Caller => ({
  principal: parsePrincipal('identity:ci'),
  scope: parseScope(scope),
  expiresAt: new Date(START + lifetimeMs),
  issuedAt: new Date(START),
  tokenId: 'subject',
  identities: [],
});

describe('exchanging a token', () => {
  it('keeps scope and principal, and gives the default lifetime, where nothing is asked', async () => {
    const { exchange, verify } = exchanging();
    const issued = await exchange({ subject: subject('download:a upload:b', 3_600_000) });
    expect(issued.expiresInSeconds).toBe(900);
    expect(formatScope(issued.scope)).toBe('download:a upload:b');
    expect(await verify(issued.accessToken)).toMatchObject({ principal: 'identity:ci' });
  });

  it.each([
    [60, 3_600_000, 60],
    [1, 3_600_000, 1],
    [9000, 10_000_000, 3600],
    [9000, 100_999, 100],
    [undefined, 100_000, 100],
    [Number.POSITIVE_INFINITY, 10_000_000, 3600],
  ])('asked for %s s with %i ms left gives %i s', async (wanted, left, given) => {
    const { exchange } = exchanging();
    const request = { subject: subject('admin', left), ...(wanted && { lifetimeSeconds: wanted }) };
    expect((await exchange(request)).expiresInSeconds).toBe(given);
  });

  it('gives nothing for a token in its last second or in the skew after its end', async () => {
    const { exchange } = exchanging();
    for (const left of [999, 0, -1000, -29_000]) {
      const attempt = exchange({ subject: subject('admin', left) });
      await expect(attempt).rejects.toThrow(UnauthenticatedError);
    }
  });

  it.each([
    ['admin', 'admin'],
    ['upload:acme', 'upload:acme'],
    ['download:*', 'download:*'],
    ['download:ac* upload:ac*', 'upload:ac*'],
    ['download:acme admin', 'admin'],
    ['upload:b download:acme create_grant:acme', 'upload:b create_grant:acme'],
  ])(
    'never widens a scope: for %s it names what is missing, and tells the audit',
    async (scope, missing) => {
      const { exchange, audited } = exchanging();
      const held = {
        ...subject('download:ac*', 60_000),
        actor: parsePrincipal('oidc:https://i#job'),
      };
      const attempt = exchange({ subject: held, scope: parseScope(scope) });
      const reason = `Not in the token that is traded: ${missing}.`;
      await expect(attempt).rejects.toThrow(ScopeTooWideError);
      await expect(attempt).rejects.toThrow(reason);
      expect(audited).toEqual([
        {
          action: 'token.issue',
          outcome: 'refused',
          principal: 'oidc:https://i#job',
          identity: 'ci',
          requestId: 'request-1',
          reason,
          detail: { way: 'access-token', scope, origin: 'subject' },
        },
      ]);
    },
  );

  it('is told to the audit before anybody has the token', async () => {
    const { exchange, audited } = exchanging();
    await exchange({
      subject: subject('download:ac*', 60_000),
      scope: parseScope('download:acme'),
    });
    expect(audited).toMatchObject([
      { outcome: 'done', detail: { scope: 'download:acme', origin: 'subject', jti: 'token' } },
    ]);
  });
});

describe('a chain of exchanges', () => {
  const step = fc.record({
    scope: fc.option(
      fc.constantFrom('admin', 'download:*', 'download:a*', 'download:ab', 'upload:ab download:ab'),
    ),
    lifetimeSeconds: fc.option(fc.integer({ min: 1, max: 10_000 })),
    waitMs: fc.nat(400_000),
  });

  it('never allows more and never lasts longer than any token before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { time, exchange, verify } = exchanging();
        let held = subject('download:* upload:ab', 3_600_000);
        for (const { scope, lifetimeSeconds, waitMs } of steps) {
          time.now += waitMs;
          const attempt = exchange({
            subject: held,
            ...(scope && { scope: parseScope(scope) }),
            ...(lifetimeSeconds && { lifetimeSeconds }),
          });
          const issued = await attempt.catch((error: Error) => error);
          if (issued instanceof Error) continue;
          const next = await verify(issued.accessToken);
          expect(includesScope(held.scope, next.scope)).toBe(true);
          expect(next.expiresAt.getTime()).toBeLessThanOrEqual(held.expiresAt.getTime());
          expect(next.principal).toBe(held.principal);
          held = next;
        }
      }),
      { numRuns: 60 },
    );
  });
});
