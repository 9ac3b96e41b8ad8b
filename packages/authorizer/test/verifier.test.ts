import { UnauthenticatedError } from '@registry/domain';
import {
  hs256Attacks,
  staticTokenAttacks,
  type TokenAttack,
  tokenAttacks,
} from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { ELSEWHERE, elsewhereKey, judging, SECRET, STATIC_TOKEN } from './judging.ts';
import { key, now, settings } from './setup.ts';

const external = await tokenAttacks({ ...ELSEWHERE, key: elsewhereKey, now });

/** What another issuer may leave out or call otherwise, and we may not. */
const TAKEN_FROM_OTHERS = [
  'typ JWT',
  'typ missing',
  // They may have one key only.
  'kid missing',
  'nbf missing',
  'jti missing',
  'jti empty',
  'jti a number',
  ...external
    .map(({ name }) => name)
    .filter((name) => /^(?:scope|admin|origin|origin_iat|through) /.test(name)),
];
// Whoever else a token is for could bring it here; ours are for nobody else.
const REFUSED_FROM_OTHERS = ['aud a list with ours'];

const TABLES: [kind: string, attacks: readonly TokenAttack[], principal: string][] = [
  ['a token of ours', await tokenAttacks({ ...settings, key, now }), 'identity:honest'],
  ['an HS256 token', hs256Attacks({ secret: SECRET, now }), 'token:hs256'],
  ['a static token', staticTokenAttacks(STATIC_TOKEN), 'token:ci'],
];

describe.each(TABLES)('where everything is taken, %s', (_, attacks, principal) => {
  it.each(attacks)('is judged: $name', async ({ token, accepted }) => {
    const { verify } = await judging();
    for (let round = 0; round < 2; round += 1) {
      const answer = await verify(token).catch((error: unknown) => error);
      if (accepted) expect(answer).toMatchObject({ principal });
      else expect(answer).toBeInstanceOf(UnauthenticatedError);
    }
  });
});

describe('where everything is taken, a token of another issuer', () => {
  it('is judged as strictly, but for what is ours alone', async () => {
    const { verify } = await judging();
    const taken: string[] = [];
    for (const { name, token } of external) {
      const answer = await verify(token).catch((error: unknown) => error);
      if (!(answer instanceof Error)) taken.push(name);
      else expect(answer, name).toBeInstanceOf(UnauthenticatedError);
    }
    const expected = external
      .filter(({ accepted }) => accepted)
      .map(({ name }) => name)
      .filter((name) => !REFUSED_FROM_OTHERS.includes(name));
    expect(taken.toSorted()).toEqual([...expected, ...TAKEN_FROM_OTHERS].toSorted());
  });
});
