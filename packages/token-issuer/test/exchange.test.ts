import { formatScope } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { ACCESS_TOKEN } from '../src/ways-in/subject-types.ts';
import { issuing, tokenIn } from './setup.ts';

const exchanged = async (response: Response | Promise<Response>) => {
  const answer = await response;
  expect(answer.status).toBe(200);
  return tokenIn(answer);
};

describe('a token exchange', () => {
  it('answers as RFC 8693 says, with a token of the same principal and scope', async () => {
    const { exchange, subjectToken, verify } = await issuing();
    const response = await exchange(await subjectToken());
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('pragma')).toBe('no-cache');
    expect(await response.clone().json()).toEqual({
      access_token: expect.any(String),
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'download:acme upload:acme',
    });
    const { access_token } = await exchanged(response);
    expect(await verify(access_token)).toMatchObject({ principal: 'identity:ci' });
  });

  it.each([
    ['download:acme upload:acme', 'download:acme'],
    ['download:*', 'download:acme download:shared-*'],
    ['download:ac*', 'download:acme*'],
    ['admin', 'upload:acme'],
    ['admin', 'admin'],
  ])('gives of %s the narrower %s', async (held, wanted) => {
    const { exchange, subjectToken, verify } = await issuing();
    const answer = await exchanged(exchange(await subjectToken(held), { scope: wanted }));
    expect(answer.scope).toBe(wanted);
    expect(formatScope((await verify(answer.access_token)).scope)).toBe(wanted);
  });

  it.each([
    ['download:acme', 'upload:acme'],
    ['download:acme', 'download:acme upload:acme'],
    ['download:acme', 'download:acme2'],
    ['download:acme', 'download:acme*'],
    ['download:ac*', 'download:*'],
    ['download:* upload:* create_grant:* delete_grant:*', 'admin'],
    ['upload:acme', 'download:acme'],
    ['admin', 'nonsense'],
    ['admin', 'download:a*b'],
    ['admin', ' '],
  ])('of %s never gives %j', async (held, wanted) => {
    const { exchange, subjectToken } = await issuing();
    const response = await exchange(await subjectToken(held), { scope: wanted });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'invalid_scope',
      // RFC 6749 §5.2: no quotation mark and no backslash.
      error_description: expect.stringMatching(/^[^"\\]+$/),
    });
  });

  it('takes a parameter without a value for one left out', async () => {
    const { exchange, subjectToken } = await issuing();
    const answer = await exchanged(
      exchange(await subjectToken(), { scope: '', expires_in: '', requested_token_type: '' }),
    );
    expect(answer).toMatchObject({ scope: 'download:acme upload:acme', expires_in: 900 });
  });

  it('takes a content type with parameters, in any case, and parameters it does not know', async () => {
    const { post, subjectToken } = await issuing();
    const body = `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&unknown=1&unknown=2&subject_token=${await subjectToken()}&subject_token_type=${encodeURIComponent(ACCESS_TOKEN)}`;
    const type = 'Application/X-WWW-Form-Urlencoded; charset=UTF-8';
    expect((await post(body, { 'content-type': type })).status).toBe(200);
  });

  it('refuses a scope that is too long for a token', async () => {
    const { exchange, subjectToken } = await issuing();
    const scope = Array.from({ length: 300 }, (_, index) => `download:ns-${index}`).join(' ');
    const response = await exchange(await subjectToken('download:*'), { scope });
    expect(await response.json()).toMatchObject({ error: 'invalid_scope' });
  });
});

describe('the lifetime', () => {
  it.each([
    ['as asked', 3600, '60', 60],
    ['the shortest', 3600, '1', 1],
    ['the default', 3600, undefined, 900],
    ['what the subject token has left, if the default is more', 120, undefined, 120],
    ['what the subject token has left, if more is asked', 120, '3600', 120],
    ['what the server gives at most', 7200, '7000', 3600],
    ['what the server gives at most, however much is asked', 7200, '9'.repeat(400), 3600],
  ])('is %s', async (_, left, expires_in, given) => {
    const { exchange, subjectToken, verify, time } = await issuing();
    const answer = await exchanged(exchange(await subjectToken('admin', left), { expires_in }));
    expect(answer.expires_in).toBe(given);
    const { expiresAt } = await verify(answer.access_token);
    expect(expiresAt.getTime()).toBe((Math.floor(time.now / 1000) + given) * 1000);
  });

  it.each([
    '0',
    '-1',
    '-0',
    'NaN',
    'Infinity',
    '1.5',
    '1e3',
    '0x10',
    '60s',
    ' 60',
    '60 ',
    '٦٠',
    'true',
    '007',
  ])('is never %j', async (expires_in) => {
    const { exchange, subjectToken } = await issuing();
    const response = await exchange(await subjectToken(), { expires_in });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('never reaches beyond the subject token, also when that is at its end', async () => {
    const { exchange, subjectToken, verify, time } = await issuing();
    const token = await subjectToken('admin', 60);
    const { expiresAt } = await verify(token);
    for (const left of [10_000, 1600, 1000, 999, 600, 1, 0, -1000, -29_000, -30_000, -60_000]) {
      time.now = expiresAt.getTime() - left;
      const response = await exchange(token);
      if (left <= 0) {
        expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
      } else {
        const end = (await verify((await tokenIn(response)).access_token)).expiresAt;
        expect(end.getTime()).toBeLessThanOrEqual(expiresAt.getTime());
      }
    }
  });
});
