import { describe, expect, it } from 'vitest';
import { ask, now, serving } from '../support/registry.ts';

const { read } = serving();

describe('discovery', () => {
  it('answers anybody, with exactly the media type that clients insist on', async () => {
    for (const headers of [{}, { authorization: 'Bearer nonsense' }]) {
      const response = await ask(read, 'GET', '/.well-known/terraform.json', { headers });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(await response.json()).toEqual({ 'modules.v1': '/v1/modules/' });
    }
  });
});

describe('the health check', () => {
  it('answers anybody, and asks nobody', async () => {
    const response = await ask(read, 'GET', '/healthz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });
});

describe('whoami', () => {
  it('says whom a token stands for, whatever its scope', async () => {
    for (const scope of ['download:acme upload:shared-*', 'delete_grant:x', 'admin']) {
      const response = await ask(read, 'GET', '/v1/whoami', { scope });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        principal: 'identity:ci',
        scope,
        expires_at: new Date((Math.floor(now.getTime() / 1000) + 900) * 1000).toISOString(),
      });
    }
  });

  it('says nothing to whoever has none', async () => {
    expect((await ask(read, 'GET', '/v1/whoami')).status).toBe(401);
  });
});
