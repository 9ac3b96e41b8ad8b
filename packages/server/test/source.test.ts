import { expect, it } from 'vitest';
import { z } from 'zod';
import { seenFrom } from '../src/http/seen-from.ts';
import { sharedServer } from './support/shared-server.ts';

const Audit = z.object({ entries: z.array(z.object({ source: z.string().nullable() })) });

const server = sharedServer();

it('The audit says where a request came from, whatever its headers say', async () => {
  const refused = await fetch(`${server().baseUrl}/oauth/token`, {
    method: 'POST',
    headers: { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: 'none',
    }),
  });
  expect(refused.status).toBe(400);
  const authorization = `Bearer ${await server().token()}`;
  const answer = await fetch(`${server().baseUrl}/v1/audit`, { headers: { authorization } });
  const { entries } = Audit.parse(await answer.json());
  expect(entries.map(({ source }) => source)).toEqual(['127.0.0.1']);
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8::1'],
  [undefined, undefined],
])('The address %j is the source %j', (remoteAddress, source) => {
  expect(seenFrom({ remoteAddress }).source).toBe(source);
});
