import { createMemoryRecordStore } from '@registry/domain/testing';
import { createLogger } from '@registry/http';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTokenIssuerApp } from '../src/app.ts';
import { issuing, key, START, settings } from './setup.ts';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const PUBLIC = ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'];

describe('the public keys', () => {
  it('verify what the issuer signs', async () => {
    const { app, subjectToken } = await issuing();
    const response = await app.request('/.well-known/jwks.json');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const keys = createLocalJWKSet(KeySet.parse(await response.json()));
    const options = { currentDate: START, typ: 'at+jwt', algorithms: ['ES256'] };
    const { payload } = await jwtVerify(await subjectToken(), keys, options);
    expect(payload.sub).toBe('identity:ci');
  });

  it('never show a private member, whatever the key store gives', async () => {
    const jwk = await key.publicJwk();
    const { d = '' } = key.privateKey.export({ format: 'jwk' });
    const { app } = await issuing();
    const clock = () => START;
    const careless = createTokenIssuerApp({
      records: createMemoryRecordStore(clock),
      deployment: { listed: [], unlisted: [] },
      waysIn: {},
      isAwsGatewayOn: false,
      clock,
      newId: () => 'unused',
      issuer: settings.issuer,
      issue: async () => {
        throw new Error('unused');
      },
      verify: async () => {
        throw new Error('unused');
      },
      publicKeys: async () => ({ keys: [{ ...jwk, d, key_ops: ['sign'], k: 'x' }] }),
      defaultLifetimeSeconds: 1,
      maxLifetimeSeconds: 1,
      logger: createLogger({ level: 'silent', destination: { write() {} } }),
    });
    for (const one of [app, careless]) {
      const response = await one.request('/.well-known/jwks.json');
      const { keys } = KeySet.parse(await response.json());
      for (const shown of keys) expect(Object.keys(shown).sort()).toEqual(PUBLIC);
    }
  });
});
