import { createTestSigningKey } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';

const jwk = await createTestSigningKey().publicJwk();
const environment = {
  ISSUER: 'https://registry.test',
  AUDIENCE: 'https://api.registry.test',
  JWKS: JSON.stringify({ keys: [jwk] }),
};

const lambda = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
};

describe('parseConfig', () => {
  it('reads what the authorizer is deployed with, and fills in the rest', () => {
    expect(parseConfig(environment)).toEqual({
      token: { issuer: environment.ISSUER, audience: environment.AUDIENCE },
      keys: { keys: [jwk] },
      basePath: '',
      backend: undefined,
      revocationRefreshSeconds: 60,
      waysIn: ['aws-gateway', 'aws-proof', 'oidc'],
      hs256: { secretArn: '', scope: [{ permission: 'download', pattern: '*' }] },
      administrators: [],
      issuerPrivateHosts: [],
      logLevel: 'info',
    });
  });

  it('reads with a table as whom the function runs', () => {
    const { backend } = parseConfig({ ...environment, ...lambda, TABLE_NAME: 'registry' });
    expect(backend).toEqual({
      tableName: 'registry',
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', sessionToken: 'session' },
    });
  });

  it.each(Object.keys(environment))('names %s where it is missing', (name) => {
    expect(() => parseConfig({ ...environment, [name]: '' })).toThrow(name);
  });

  it.each([
    ['AWS_REGION', { ...lambda, AWS_REGION: '', TABLE_NAME: 'registry' }],
    ['AWS_ACCESS_KEY_ID', { TABLE_NAME: 'registry' }],
    ['TABLE_NAME', { WAYS_IN: 'static' }],
    ['TABLE_NAME', { WAYS_IN: 'oidc,external-jwt' }],
    ['HS256_SECRET_ARN', { ...lambda, TABLE_NAME: 'registry', WAYS_IN: 'hs256' }],
    ['HS256_SCOPE', { HS256_SCOPE: 'everything' }],
    ['WAYS_IN', { WAYS_IN: 'password' }],
    ['REVOCATION_REFRESH_SECONDS', { REVOCATION_REFRESH_SECONDS: '0' }],
  ])('names %s where it has to be another one: %j', (name, change) => {
    expect(() => parseConfig({ ...environment, ...change })).toThrow(name);
  });
});
