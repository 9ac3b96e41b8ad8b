import { UnavailableError } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { TOKEN_EXCHANGE } from '../src/token-request.ts';
import { ACCESS_TOKEN } from '../src/ways-in/subject-types.ts';
import { form, issuing } from './setup.ts';

/** RFC 6749 §5.2: the codes, and the characters that a description may have. */
async function expectRefusal(response: Response, status: number, error: string) {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('pragma')).toBe('no-cache');
  const body = await response.json();
  expect(body).toEqual({
    error,
    error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
  });
}

describe('the token endpoint refuses', () => {
  it.each([
    ['no grant type', { grant_type: undefined }, 'invalid_request'],
    ['an empty grant type', { grant_type: '' }, 'invalid_request'],
    ['another grant type', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
    [
      'a grant type in capitals',
      { grant_type: TOKEN_EXCHANGE.toUpperCase() },
      'unsupported_grant_type',
    ],
    ['no subject token', { subject_token: undefined }, 'invalid_request'],
    ['no type of the subject token', { subject_token_type: undefined }, 'invalid_request'],
    [
      'another type of subject token',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
      'invalid_request',
    ],
    ['a type of a prototype', { subject_token_type: 'constructor' }, 'invalid_request'],
    [
      'another requested type',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
      'invalid_request',
    ],
    ['an identity that is no name', { identity: 'CI/../x' }, 'invalid_request'],
    ['an identity for a token of ours', { identity: 'ci' }, 'invalid_request'],
    ['a subject token that is none', { subject_token: 'a.b.c' }, 'invalid_grant'],
  ])('%s', async (_, change, error) => {
    const { post, subjectToken } = await issuing();
    const response = await post(form({ subject_token: await subjectToken(), ...change }));
    await expectRefusal(response, 400, error);
  });

  it.each([
    'grant_type',
    'subject_token',
    'subject_token_type',
    'scope',
    'expires_in',
    'requested_token_type',
  ])('the parameter %s sent twice', async (name) => {
    const { post, subjectToken } = await issuing();
    const whole = form({
      subject_token: await subjectToken(),
      scope: 'download:acme',
      expires_in: '60',
      requested_token_type: ACCESS_TOKEN,
    });
    expect((await post(whole)).status).toBe(200);
    const value = new URLSearchParams(whole).get(name) ?? '';
    await expectRefusal(
      await post(`${whole}&${name}=${encodeURIComponent(value)}`),
      400,
      'invalid_request',
    );
    await expectRefusal(await post(`${whole}&${name}=`), 400, 'invalid_request');
  });

  it('the parameter identity sent twice', async () => {
    const { post, subjectToken } = await issuing();
    const whole = form({ subject_token: await subjectToken(), identity: '' });
    expect((await post(whole)).status).toBe(200);
    await expectRefusal(await post(`${whole}&identity=`), 400, 'invalid_request');
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'the content type %j',
    async (type) => {
      const { post, subjectToken } = await issuing();
      const response = await post(form({ subject_token: await subjectToken() }), {
        'content-type': type,
      });
      await expectRefusal(response, 400, 'invalid_request');
    },
  );

  it('a body that is too long', async () => {
    const { post } = await issuing();
    await expectRefusal(
      await post(form({ subject_token: 'x'.repeat(70_000) })),
      413,
      'invalid_request',
    );
  });

  it('a body that is not UTF-8', async () => {
    const { app } = await issuing();
    const response = await app.request('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new Uint8Array([0x67, 0xff, 0xfe]),
    });
    await expectRefusal(response, 400, 'invalid_request');
  });

  it.each(['', '&&&', '=', 'grant_type', '%', '%ff=%ff', '\0'])('the body %j', async (body) => {
    const { post } = await issuing();
    await expectRefusal(await post(body), 400, 'invalid_request');
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('the method %s', async (method) => {
    const { app } = await issuing();
    const response = await app.request('/oauth/token', { method });
    await expectRefusal(response, 405, 'invalid_request');
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('the token endpoint fails', () => {
  const failing = (error: Error) =>
    issuing({
      issue: async () => {
        throw error;
      },
    });

  it('with a 503 that says when to try again, where the key does not answer', async () => {
    const { exchange, subjectToken } = await failing(
      new UnavailableError('The key does not answer.'),
    );
    const response = await exchange(await subjectToken());
    expect(response.headers.get('retry-after')).toBe('2');
    await expectRefusal(response, 503, 'temporarily_unavailable');
  });

  it('with a 500 that tells nothing, and a log line that tells all', async () => {
    const { exchange, subjectToken, lines } = await failing(new Error('a "secret" \u00e9'));
    const response = await exchange(await subjectToken());
    const text = await response.clone().text();
    expect(text).not.toContain('secret');
    await expectRefusal(response, 500, 'server_error');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      err: { message: 'a "secret" \u00e9' },
    });
  });
});

describe('elsewhere', () => {
  it('errors have the form of every other route', async () => {
    const { app } = await issuing();
    const nowhere = await app.request('/oauth/nowhere');
    expect(nowhere.status).toBe(404);
    expect(await nowhere.json()).toEqual({ errors: [expect.any(String)] });
  });
});
