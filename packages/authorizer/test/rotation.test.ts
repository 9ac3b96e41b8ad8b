import { UnauthenticatedError } from '@registry/domain';
import { createTestSigningKey } from '@registry/domain/testing';
import { expect, it } from 'vitest';
import { judging, publicKeyOf, tokenOf } from './judging.ts';
import { key } from './setup.ts';

const next = createTestSigningKey();
const [old, young] = await Promise.all([publicKeyOf(key), publicKeyOf(next)]);
const inFlight = [await tokenOf(), await tokenOf({}, next)] as const;

it.each([
  ['before a rotation', [old], [true, false]],
  ['while both keys are known', [old, young], [true, true]],
  ['in whatever order', [young, old], [true, true]],
  ['when the old key is gone', [young], [false, true]],
])('%s, tokens in flight are judged by the keys of the deployment', async (_, keys, accepted) => {
  const { verify } = await judging({ keys: { keys } });
  for (const [index, token] of inFlight.entries()) {
    const judged = verify(token);
    if (accepted[index]) await expect(judged).resolves.toBeDefined();
    else await expect(judged).rejects.toThrow(UnauthenticatedError);
  }
});

it('A key that was removed in an emergency signs nothing under the name of the other', async () => {
  const { verify } = await judging({ keys: { keys: [young] } });
  const disguised = await tokenOf({}, { ...key, publicJwk: next.publicJwk });
  await expect(verify(disguised)).rejects.toThrow(UnauthenticatedError);
});
