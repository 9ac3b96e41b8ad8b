import { type TokenAttack, tokenAttacks } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { issuing, key, START, settings, tokenIn } from './setup.ts';

const attacks = await tokenAttacks({ ...settings, key, now: START });

// What the skew still lets in is judged, but has no time left that could be given away.
const GIVES_NOTHING = ['exp past, within the skew'];

describe('as a subject token', () => {
  it.each<TokenAttack>(attacks)(
    '$name is judged as everywhere',
    async ({ name, token, accepted }) => {
      const { exchange, lines } = await issuing();
      const response = await exchange(token);
      const text = await response.text();
      if (accepted && !GIVES_NOTHING.includes(name)) {
        expect(response.status).toBe(200);
      } else {
        expect(response.status).toBe(400);
        // An empty parameter counts as left out; a huge one is still read.
        expect(JSON.parse(text).error).toBe(token === '' ? 'invalid_request' : 'invalid_grant');
      }
      for (const part of token.split('.').filter(({ length }) => length > 20)) {
        expect(lines.join('')).not.toContain(part);
        if (response.status !== 200) expect(text).not.toContain(part);
      }
    },
  );
});

describe('the log', () => {
  it('holds neither the old token nor the new one', async () => {
    const { exchange, subjectToken, lines } = await issuing();
    const token = await subjectToken();
    const { access_token } = await tokenIn(await exchange(token));
    expect(lines).toHaveLength(1);
    for (const part of [...token.split('.'), ...access_token.split('.')]) {
      expect(lines.join('')).not.toContain(part);
    }
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      route: '/oauth/token',
      principal: 'identity:ci',
    });
  });
});
