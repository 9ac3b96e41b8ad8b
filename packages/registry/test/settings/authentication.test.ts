import { parsePrincipal, toRevocationRecord } from '@registry/domain';
import {
  createMemoryRecordStore,
  createTestSigningKey,
  es256,
  forgeToken,
  honestToken,
} from '@registry/domain/testing';
import { createApiApp, createLogger } from '@registry/http';
import { expect, it } from 'vitest';
import { createAuthenticate, parseAuthentication } from '../../src/settings/authentication.ts';

const START = new Date('2026-01-02T03:04:05.600Z');
const target = {
  issuer: 'https://registry.test',
  audience: 'https://api.registry.test',
  key: createTestSigningKey(),
  now: START,
};
const logger = createLogger({ level: 'silent', destination: { write() {} } });

it('A function that judges tokens itself refuses a revoked one within the interval', async () => {
  const time = { now: START.getTime() };
  const clock = () => new Date(time.now);
  const records = createMemoryRecordStore(clock);
  const config = parseAuthentication({
    AUTHENTICATION: 'bearer',
    ISSUER: target.issuer,
    AUDIENCE: target.audience,
    JWKS: JSON.stringify({ keys: [await target.key.publicJwk()] }),
    REVOCATION_REFRESH_SECONDS: '30',
  });
  const app = createApiApp({ logger });
  const authenticate = createAuthenticate(config, { records, clock, logger });
  app.get('/me', async (c) => c.text((await authenticate(c)).principal));
  const { header, claims } = await honestToken(target);
  const token = forgeToken(header, claims, es256(target.key.privateKey));
  const ask = async () => {
    const headers = { authorization: `Bearer ${token}` };
    return (await app.request('/me', { headers })).status;
  };
  expect(await ask()).toBe(200);
  const record = toRevocationRecord([
    {
      id: 'r-1',
      what: { jti: 'token-1' },
      reason: 'lost',
      by: parsePrincipal('identity:administrator'),
      at: START,
      expiresAt: new Date(START.getTime() + 86_400_000),
    },
  ]);
  await records.commit([{ kind: 'put', record, expected: 'absent' }]);
  time.now += 29_999;
  expect(await ask()).toBe(200);
  time.now += 1;
  expect(await ask()).toBe(401);
});
