import type { ApiApp } from '@registry/http';
import { describe, expect, it } from 'vitest';
import { type Ask, ask, refOf, serving, tokenWith } from '../support/registry.ts';

const MODULE = '/v1/modules/acme/vpc/aws';

describe('every error', () => {
  const { read, publish } = serving();
  const all = 'admin';

  it.each<[number, ApiApp, string, string, Ask]>([
    [404, read, 'GET', '/', {}],
    [404, read, 'GET', '/nowhere', {}],
    [404, read, 'GET', '/v1', {}],
    [404, read, 'GET', '/v1/modules', {}],
    [404, read, 'GET', `${MODULE}/1.0.0/nowhere`, { scope: all }],
    [404, read, 'GET', `${MODULE}/versions/`, { scope: all }],
    [404, read, 'POST', '/nowhere', { body: {} }],
    [404, read, 'GET', `${MODULE}/versions`, { scope: all }],
    [404, publish, 'DELETE', `${MODULE}/1.0.0`, { scope: all }],
    [405, read, 'POST', `${MODULE}/versions`, { scope: all, body: {} }],
    [405, read, 'DELETE', '/v1/whoami', { scope: all }],
    [405, read, 'PUT', '/.well-known/terraform.json', {}],
    [405, publish, 'GET', `${MODULE}/1.0.0`, { scope: all }],
    [401, read, 'GET', `${MODULE}/versions`, {}],
    [403, read, 'GET', `${MODULE}/versions`, { scope: 'download:other' }],
    [422, read, 'GET', '/v1/modules/acme/vpc/AWS/versions', { scope: all }],
    [422, read, 'GET', '/v1/modules/search/vpc/aws/versions', { scope: all }],
    [422, read, 'GET', '/v1/modules/acme/vpc/latest/versions', { scope: all }],
    [422, read, 'GET', '/v1/modules/acme/.../aws/versions', { scope: all }],
    [422, read, 'GET', '/v1/modules/acme/%E2%82%AC/aws/versions', { scope: all }],
    [422, read, 'GET', '/v1/modules/acme/%FF/aws/versions', { scope: all }],
    [422, publish, 'PUT', `${MODULE}/1.0`, { scope: all, body: refOf('v1') }],
    [415, publish, 'PUT', `${MODULE}/1.0.0`, { scope: all }],
    [400, publish, 'PUT', `${MODULE}/1.0.0`, { scope: all, body: '{' }],
    [413, publish, 'PUT', `${MODULE}/1.0.0`, { scope: all, body: 'x'.repeat(70_000) }],
  ])('is %i with sentences, an id and a media type: %#', async (status, app, method, path, how) => {
    const response = await ask(app, method, path, how);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(response.headers.has('allow')).toBe(status === 405);
    expect(await response.json()).toEqual({
      errors: expect.arrayContaining([expect.stringMatching(/\.$/)]),
    });
  });
});

describe('the log', () => {
  it('has exactly one line for each request, with nothing that opens a door', async () => {
    const { read, publish, lines, given } = serving();
    await given('acme/vpc/aws', '1.0.0');
    const secret = 'hidden-in-the-query';
    const requests: [ApiApp, string, string, Ask][] = [
      [read, 'GET', `${MODULE}/1.0.0/download?token=${secret}`, { scope: 'admin' }],
      [read, 'GET', `${MODULE}/versions?token=${secret}`, { scope: 'admin' }],
      [read, 'GET', `/nowhere/${secret}?token=${secret}`, {}],
      [read, 'GET', `/v1/modules/${secret}.${secret}/vpc/aws/versions`, { scope: 'admin' }],
      [read, 'GET', '/v1/whoami', { headers: { authorization: `Bearer ${secret}` } }],
      [read, 'POST', `${MODULE}/versions?${secret}`, { body: { secret } }],
      [publish, 'POST', `${MODULE}/2.0.0/uploads?${secret}`, { scope: 'admin', body: refOf('v2') }],
      [
        publish,
        'PUT',
        `${MODULE}/1.0.0`,
        { scope: 'admin', body: { source: `https://x.test/${secret}` } },
      ],
      [publish, 'PUT', `${MODULE}/${secret}`, { scope: 'admin', body: `{"${secret}"` }],
    ];
    for (const [index, [app, method, path, how]] of requests.entries()) {
      await ask(app, method, path, how);
      expect(lines).toHaveLength(index + 1);
    }
    const log = lines.join('');
    for (const word of [secret, 'packages.test', 'checksum', 'Bearer', 'authorization']) {
      expect(log).not.toContain(word);
    }
    const token = await tokenWith('admin');
    for (const part of token.split('.').slice(0, 2)) expect(log).not.toContain(part);
  });

  it('says who asked for what', async () => {
    const { read, log, given } = serving();
    await given('acme/vpc/aws', '1.0.0');
    await ask(read, 'GET', `${MODULE}/1.0.0/download`, { scope: 'download:acme' });
    expect(log()).toMatchObject([
      {
        level: 'info',
        method: 'GET',
        route: '/v1/modules/:namespace/:name/:system/:version/download',
        path: `${MODULE}/1.0.0/download`,
        status: 200,
        principal: 'identity:ci',
      },
    ]);
  });
});
