import { expect, it } from 'vitest';
import { administering, after } from './support.ts';

it('No static token is made that the gateway would have no room for', async () => {
  const { send } = administering();
  const tokenFor = (count: number) => {
    const scope = Array.from({ length: count }, (_, index) => `download:team-${index}`).join(' ');
    const body = { name: `for-${count}`, scope, expires_at: after(86_400) };
    return send('POST', '/v1/tokens', { body });
  };
  expect((await tokenFor(60)).status).toBe(201);
  const refused = await tokenFor(120);
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0]).toContain('ask for fewer entries');
});
