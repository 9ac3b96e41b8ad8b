import { DEFAULT_PACKAGE_LIMITS } from '@registry/domain';
import { ConfigError } from '@registry/http/config';
import { describe, expect, it } from 'vitest';
import { parseAccessConfig } from '../../src/access/config.ts';
import { parsePublishConfig } from '../../src/publish/config.ts';
import { parseReadConfig } from '../../src/read/config.ts';
import { key } from '../support/registry.ts';

const JWKS = { keys: [await key.publicJwk()] };
const gateway = {
  TABLE_NAME: 'registry',
  PACKAGES_BUCKET: 'packages',
  AWS_REGION: 'eu-central-1',
  AUTHENTICATION: 'gateway',
};
const bearer = {
  ...gateway,
  AUTHENTICATION: 'bearer',
  ISSUER: 'https://registry.test',
  AUDIENCE: 'https://api.registry.test',
  JWKS: JSON.stringify(JWKS),
};
const common = {
  tableName: 'registry',
  bucket: 'packages',
  region: 'eu-central-1',
  s3: {},
  basePath: '',
  logLevel: 'info',
  authentication: { kind: 'gateway' },
};

describe('the settings of the read function', () => {
  it('are few, the rest is filled in', () => {
    expect(parseReadConfig(gateway)).toEqual({
      ...common,
      modulesUrl: '/v1/modules/',
      linkLifetimeSeconds: 300,
    });
  });

  it('follow the base path, unless discovery is told otherwise', () => {
    const based = { ...gateway, BASE_PATH: '/registry' };
    expect(parseReadConfig(based).modulesUrl).toBe('/registry/v1/modules/');
    const MODULES_URL = 'https://registry.example.com/v1/modules/';
    expect(parseReadConfig({ ...based, MODULES_URL }).modulesUrl).toBe(MODULES_URL);
  });

  it.each([
    'v1/modules/',
    '/v1/modules',
    'https://example.com',
    'ftp://example.com/',
    '/v1/?a=/',
    '//',
  ])('refuse %j for discovery', (MODULES_URL) => {
    expect(() => parseReadConfig({ ...gateway, MODULES_URL })).toThrow('MODULES_URL');
  });
});

describe('the settings of the publish function', () => {
  it('are few, the rest is filled in', () => {
    expect(parsePublishConfig(gateway)).toEqual({
      ...common,
      uploadLifetimeSeconds: 3600,
      limits: DEFAULT_PACKAGE_LIMITS,
    });
  });

  it('bound what a package may be', () => {
    const limits = { MAX_PACKED_BYTES: '1000', MAX_UNPACKED_BYTES: '2000', MAX_ENTRIES: '3' };
    expect(parsePublishConfig({ ...gateway, ...limits }).limits).toEqual({
      packedBytes: 1000,
      unpackedBytes: 2000,
      entries: 3,
    });
    expect(() => parsePublishConfig({ ...gateway, MAX_ENTRIES: '0' })).toThrow('MAX_ENTRIES');
  });
});

describe('the settings of the access function', () => {
  const { PACKAGES_BUCKET: _, ...access } = gateway;

  it('are few, the rest is filled in', () => {
    expect(parseAccessConfig(access)).toEqual({
      authentication: { kind: 'gateway' },
      tableName: 'registry',
      region: 'eu-central-1',
      administrators: [],
      waysIn: ['aws-gateway', 'aws-proof', 'oidc'],
      basePath: '',
      logLevel: 'info',
    });
  });

  it('name the ways in that are on', () => {
    expect(parseAccessConfig({ ...access, WAYS_IN: 'oidc, static' }).waysIn).toEqual([
      'oidc',
      'static',
    ]);
    expect(() => parseAccessConfig({ ...access, WAYS_IN: 'password' })).toThrow('WAYS_IN');
  });
});

describe.each([
  ['read', parseReadConfig],
  ['publish', parsePublishConfig],
])('the settings of the %s function', (_, parse) => {
  it.each(['TABLE_NAME', 'PACKAGES_BUCKET', 'AWS_REGION', 'AUTHENTICATION'])(
    'must have %s',
    (name) => {
      expect(() => parse({ ...gateway, [name]: undefined })).toThrow(ConfigError);
      expect(() => parse({ ...gateway, [name]: undefined })).toThrow(name);
    },
  );

  it('name who judges the tokens: never nobody, and never by default', () => {
    expect(parse(bearer).authentication).toEqual({
      kind: 'bearer',
      issuer: bearer.ISSUER,
      audience: bearer.AUDIENCE,
      revocationRefreshSeconds: 60,
      keys: JWKS,
    });
    for (const AUTHENTICATION of ['', 'none', 'GATEWAY', 'disabled', 'true']) {
      expect(() => parse({ ...gateway, AUTHENTICATION })).toThrow('must be gateway or bearer');
    }
    for (const name of ['ISSUER', 'AUDIENCE', 'JWKS']) {
      expect(() => parse({ ...bearer, [name]: '' })).toThrow(name);
    }
  });

  it('know where an emulator of S3 is, for the links', () => {
    const [all, s3] = ['http://127.0.0.1:5000', 'http://127.0.0.1:7070'];
    expect(parse({ ...gateway, AWS_ENDPOINT_URL: all }).s3).toEqual({ endpoint: all });
    expect(parse({ ...gateway, AWS_ENDPOINT_URL: all, AWS_ENDPOINT_URL_S3: s3 }).s3).toEqual({
      endpoint: s3,
    });
  });
});
