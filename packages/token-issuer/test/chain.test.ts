import { includesScope, PERMISSIONS } from '@registry/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { issuing, tokenIn } from './setup.ts';

const entry = fc.oneof(
  { weight: 1, arbitrary: fc.constant('admin') },
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom(...PERMISSIONS), fc.constantFrom('*', 'a*', 'ab*', 'ab', 'b'))
      .map((parts) => parts.join(':')),
  },
);
const scope = fc.array(entry, { minLength: 1, maxLength: 3 }).map((entries) => entries.join(' '));
const step = fc.record({
  scope: fc.option(scope, { nil: undefined }),
  expires_in: fc.option(fc.integer({ min: -5, max: 10_000 }).map(String), { nil: undefined }),
  waitMs: fc.nat(200_000),
});

it('A chain of exchanges never widens the scope, nor outlives its first token', async () => {
  await fc.assert(
    fc.asyncProperty(
      scope,
      fc.array(step, { minLength: 1, maxLength: 5 }),
      async (first, steps) => {
        const { exchange, subjectToken, verify, time } = await issuing();
        let token = await subjectToken(first, 1800);
        const origin = await verify(token);
        for (const { waitMs, ...wanted } of steps) {
          time.now += waitMs;
          const response = await exchange(token, wanted);
          if (response.status !== 200) continue;
          token = (await tokenIn(response)).access_token;
          const caller = await verify(token);
          expect(includesScope(origin.scope, caller.scope)).toBe(true);
          expect(caller.expiresAt.getTime()).toBeLessThanOrEqual(origin.expiresAt.getTime());
          expect(caller.principal).toBe(origin.principal);
        }
      },
    ),
    { numRuns: 60 },
  );
});
