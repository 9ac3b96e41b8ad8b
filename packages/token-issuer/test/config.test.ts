import { createTestSigningKey } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';

const jwk = await createTestSigningKey().publicJwk();
const environment = {
  ISSUER: 'https://registry.test',
  AUDIENCE: 'https://api.registry.test',
  JWKS: JSON.stringify({ keys: [jwk] }),
  SIGNING_KEY_ID: 'alias/registry',
  AWS_REGION: 'eu-central-1',
};

describe('parseConfig', () => {
  it('reads what the token issuer is deployed with, and fills in the rest', () => {
    expect(parseConfig(environment)).toEqual({
      token: { issuer: environment.ISSUER, audience: environment.AUDIENCE },
      keys: { keys: [jwk] },
      signingKeyId: 'alias/registry',
      region: 'eu-central-1',
      defaultLifetimeSeconds: 900,
      maxLifetimeSeconds: 43_200,
      basePath: '',
      logLevel: 'info',
    });
  });

  it.each(Object.keys(environment))('names %s where it is missing', (name) => {
    expect(() => parseConfig({ ...environment, [name]: undefined })).toThrow(name);
  });

  it.each([
    ['TOKEN_LIFETIME_SECONDS', '0'],
    ['TOKEN_MAX_LIFETIME_SECONDS', '86401'],
    ['BASE_PATH', 'registry/'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => parseConfig({ ...environment, [name]: value })).toThrow(name);
  });
});
