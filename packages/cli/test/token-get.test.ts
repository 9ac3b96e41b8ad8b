import { describe, expect, it } from 'vitest';
import { json, TOKEN } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

describe('token get', () => {
  it('prints the bare token and nothing else', async () => {
    const { registry, machine, env } = await withRegistry();
    const ended = await machine.run(
      ['token', 'get', '--scope', 'download:acme', '--scope', 'upload:acme', '--expires-in', '15m'],
      { env },
    );
    expect(ended).toMatchObject({ code: 0, stdout: `${registry.issued[0]}\n`, stderr: '' });
    const form = new URLSearchParams(registry.seen[0]?.body.toString());
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: TOKEN,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'download:acme upload:acme',
      expires_in: '900',
    });
  });

  it.each([
    ['900', '900'],
    ['900s', '900'],
    ['1h', '3600'],
    ['2d', '172800'],
  ])('understands a lifetime of %s', async (duration, seconds) => {
    const { registry, machine, env } = await withRegistry();
    await machine.run(['token', 'get', '--expires-in', duration], { env });
    const form = new URLSearchParams(registry.seen[0]?.body.toString());
    expect(form.get('expires_in')).toBe(seconds);
    expect(form.has('scope')).toBe(false);
  });

  it('says when it lasts shorter than was asked for', async () => {
    const { registry, machine, env } = await withRegistry();
    registry.once(/oauth/, (_, response) =>
      json(response, 200, { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 }),
    );
    const ended = await machine.run(['token', 'get', '--expires-in', '2d'], { env });
    expect(ended).toMatchObject({
      code: 0,
      stdout: 'a.b.c\n',
      stderr: 'note: the token lasts 60 min, as the registry gives no longer.\n',
    });
  });

  it('gives machines all of the answer', async () => {
    const { registry, machine, env } = await withRegistry();
    const { stdout } = await machine.run(['token', 'get', '--json'], { env });
    const [access_token] = registry.issued;
    expect(JSON.parse(stdout)).toMatchObject({ access_token, expires_in: 900 });
  });

  it('for a wider scope ends with 3', async () => {
    const { machine, env } = await withRegistry();
    const ended = await machine.run(['token', 'get', '--scope', 'admin'], { env });
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('The scope is wider.');
  });

  it('with a bad token ends with 3', async () => {
    const { machine, env } = await withRegistry();
    const ended = await machine.run(['token', 'get'], { env: { ...env, REGISTRY_TOKEN: 'wrong' } });
    expect(ended.code).toBe(3);
  });

  it('without a token ends with 3 and asks nobody', async () => {
    const { registry, machine } = await withRegistry();
    const ended = await machine.run(['token', 'get'], { env: { REGISTRY_URL: registry.url } });
    expect(ended.code).toBe(3);
    expect(registry.seen).toEqual([]);
  });
});
