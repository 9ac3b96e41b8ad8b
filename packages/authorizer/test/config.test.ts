import { createTestSigningKey } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';

const jwk = await createTestSigningKey().publicJwk();
const environment = {
  ISSUER: 'https://registry.test',
  AUDIENCE: 'https://api.registry.test',
  JWKS: JSON.stringify({ keys: [jwk] }),
};

describe('parseConfig', () => {
  it('reads what the authorizer is deployed with', () => {
    expect(parseConfig(environment)).toEqual({
      issuer: environment.ISSUER,
      audience: environment.AUDIENCE,
      keys: { keys: [jwk] },
      basePath: '',
      logLevel: 'info',
    });
  });

  it.each(Object.keys(environment))('names %s where it is missing', (name) => {
    expect(() => parseConfig({ ...environment, [name]: '' })).toThrow(name);
  });
});
