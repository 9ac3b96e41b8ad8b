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
  TABLE_NAME: 'registry',
};

describe('parseConfig', () => {
  it('reads what the token issuer is deployed with, and fills in the rest', () => {
    expect(parseConfig(environment)).toEqual({
      token: { issuer: environment.ISSUER, audience: environment.AUDIENCE },
      keys: { keys: [jwk] },
      signingKeyId: 'alias/registry',
      region: 'eu-central-1',
      secrets: {},
      tableName: 'registry',
      administrators: [],
      waysIn: ['aws-gateway', 'aws-proof', 'oidc'],
      issuerPrivateHosts: [],
      stsHosts: undefined,
      hs256: { secretArn: '', scope: [{ permission: 'download', pattern: '*' }] },
      defaultLifetimeSeconds: 900,
      maxLifetimeSeconds: 43_200,
      basePath: '',
      logLevel: 'info',
    });
  });

  it.each(Object.keys(environment))('names %s where it is missing', (name) => {
    expect(() => parseConfig({ ...environment, [name]: undefined })).toThrow(name);
  });

  it('reads lists with commas between their values', () => {
    const lists = {
      WAYS_IN: 'oidc, aws-proof,oidc',
      ISSUER_PRIVATE_HOSTS: 'GitLab.corp.example, 10.0.0.1:8443,[fd00::1]:443',
      STS_HOSTS: 'sts.eu-central-1.amazonaws.com',
      ADMINISTRATORS: 'arn:aws:iam::123456789012:role/team/Admin, identity:ops',
    };
    expect(parseConfig({ ...environment, ...lists })).toMatchObject({
      waysIn: ['oidc', 'aws-proof'],
      issuerPrivateHosts: ['gitlab.corp.example', '10.0.0.1:8443', '[fd00::1]:443'],
      stsHosts: ['sts.eu-central-1.amazonaws.com'],
      administrators: ['arn:aws:iam::123456789012:role/Admin', 'identity:ops'],
    });
  });

  it.each([
    ['WAYS_IN', 'oidc,ldap'],
    ['WAYS_IN', 'OIDC'],
    ['WAYS_IN', ','],
    ['ISSUER_PRIVATE_HOSTS', 'https://gitlab.corp.example'],
    ['ISSUER_PRIVATE_HOSTS', 'gitlab.corp.example/path'],
    ['ISSUER_PRIVATE_HOSTS', '*'],
    ['ISSUER_PRIVATE_HOSTS', 'a,,b'],
    ['STS_HOSTS', 'user@sts.amazonaws.com'],
    ['STS_HOSTS', 'sts.amazonaws.com:'],
    ['ADMINISTRATORS', 'everybody'],
    ['ADMINISTRATORS', 'oidc:https://token.actions.githubusercontent.com#repo:a/b:ref:c'],
    ['ADMINISTRATORS', 'arn:aws:s3:::bucket'],
    ['TOKEN_LIFETIME_SECONDS', '0'],
    ['TOKEN_MAX_LIFETIME_SECONDS', '86401'],
    ['BASE_PATH', 'registry/'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => parseConfig({ ...environment, [name]: value })).toThrow(name);
  });
});
