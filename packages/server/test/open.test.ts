import { expect, it } from 'vitest';
import { startServer } from './support/server-process.ts';

const whoami = async (baseUrl: string, headers: Record<string, string> = {}) =>
  fetch(`${baseUrl}/v1/whoami`, { headers });

it('lets everybody do everything with DISABLE_AUTH=DISABLED, and says so', async () => {
  const { process, baseUrl } = await startServer({ env: { DISABLE_AUTH: 'DISABLED' } });
  const answer = await whoami(baseUrl);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ principal: 'identity:anybody', scope: 'admin' });
  expect(process.stdout).toContain(`listens on ${baseUrl} WITHOUT AUTHENTICATION`);
  expect((await whoami(baseUrl, { Authorization: 'Bearer nonsense' })).status).toBe(200);
});

it.each(['disabled', 'true', '1', 'DISABLED '])(
  'wants a token with DISABLE_AUTH=%j',
  async (DISABLE_AUTH) => {
    const { process, baseUrl } = await startServer({ env: { DISABLE_AUTH } });
    const answer = await whoami(baseUrl);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(process.stdout).not.toContain('WITHOUT');
  },
);
