import { type TokenAttack, tokenAttacks } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { ask, key, now, serving, settings, tokenWith } from '../support/registry.ts';

const attacks = await tokenAttacks({ ...settings, key, now });
const PATH = '/v1/modules/acme/vpc/aws/versions';

/** Can it be sent? Line breaks and letters beyond bytes are no header, and white space is cut off. */
function isSendable(token: string): boolean {
  const value = `Bearer ${token}`;
  try {
    return new Headers({ authorization: value }).get('authorization') === value;
  } catch {
    return false;
  }
}

describe('the bearer token of a request', () => {
  it.each<TokenAttack>(attacks.filter(({ token }) => isSendable(token)))(
    '$name is judged as everywhere',
    async ({ token, accepted }) => {
      const { read, given, lines } = serving();
      await given('acme/vpc/aws', '1.0.0');
      const headers = { authorization: `Bearer ${token}` };
      const response = await ask(read, 'GET', PATH, { headers });
      expect(response.status).toBe(accepted ? 200 : 401);
      const text = await response.text();
      if (!accepted) {
        expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="registry"/);
        expect(JSON.parse(text)).toEqual({ errors: [expect.any(String)] });
      }
      for (const part of token.split('.').filter(({ length }) => length > 20)) {
        expect(
          `${text} ${lines.join('')} ${response.headers.get('www-authenticate')}`,
        ).not.toContain(part);
      }
    },
  );
});

describe('the answer to a bad token', () => {
  const challengeOf = async (headers: Record<string, string>) => {
    const response = await ask(serving().read, 'GET', PATH, { headers });
    expect(response.status).toBe(401);
    return response.headers.get('www-authenticate');
  };

  it('has no error code where there was none (RFC 6750 §3.1)', async () => {
    expect(await challengeOf({})).toBe('Bearer realm="registry"');
    expect(await challengeOf({ authorization: 'Basic YTpi' })).toBe('Bearer realm="registry"');
    expect(await challengeOf({ authorization: 'token x' })).toBe('Bearer realm="registry"');
  });

  it('says invalid_token where it does not hold', async () => {
    for (const authorization of ['Bearer a.b.c', 'Bearer', 'Bearer a b', 'bearer x, bearer y']) {
      expect(await challengeOf({ authorization })).toMatch(
        /^Bearer realm="registry", error="invalid_token", error_description="[^"\\]+"$/,
      );
    }
  });

  it('says insufficient_scope where it does not suffice', async () => {
    const response = await ask(serving().read, 'GET', PATH, { scope: 'upload:acme' });
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
    expect(await response.json()).toEqual({ errors: [expect.stringContaining('download:acme')] });
  });

  it('does not depend on the case of the scheme', async () => {
    const { read, given } = serving();
    await given('acme/vpc/aws', '1.0.0');
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const headers = { authorization: `${scheme} ${await tokenWith('download:acme')}` };
      expect((await ask(read, 'GET', PATH, { headers })).status).toBe(200);
    }
  });
});
