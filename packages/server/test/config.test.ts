import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';

const FLAGS = { examples: true };

describe('the settings', () => {
  it('have a value for everything that is left out or empty', () => {
    const defaults = {
      host: '127.0.0.1',
      port: 8080,
      dataDir: resolve('.registry'),
      publicUrl: undefined,
      tls: undefined,
      examples: true,
      authentication: 'bearer',
      administrators: [],
      waysIn: ['aws-gateway', 'aws-proof', 'oidc'],
      issuerPrivateHosts: [],
      stsHosts: undefined,
      hs256: { secretFile: '', scope: [{ permission: 'download', pattern: '*' }] },
      revocationRefreshSeconds: undefined,
      logLevel: 'info',
      linkLifetimeSeconds: 300,
      uploadLifetimeSeconds: 3600,
      tokenLifetimeSeconds: 900,
      tokenMaxLifetimeSeconds: 43_200,
      limits: { packedBytes: 104_857_600, unpackedBytes: 524_288_000, entries: 10_000 },
    };
    expect(parseConfig({}, FLAGS)).toEqual(defaults);
    expect(parseConfig({ HOST: '', PORT: '', DATA_DIR: '', LOG_LEVEL: '' }, FLAGS)).toEqual(
      defaults,
    );
  });

  it.each<[Record<string, string>, object]>([
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '65535' }, { port: 65_535 }],
    [{ HOST: '::1' }, { host: '::1' }],
    [{ DATA_DIR: '/somewhere' }, { dataDir: '/somewhere' }],
    [{ PUBLIC_URL: 'https://r.example.com/base//' }, { publicUrl: 'https://r.example.com/base' }],
    [{ LINK_LIFETIME_SECONDS: '1' }, { linkLifetimeSeconds: 1 }],
    [{ TOKEN_MAX_LIFETIME_SECONDS: '86400' }, { tokenMaxLifetimeSeconds: 86_400 }],
    [{ LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [{ WAYS_IN: 'oidc,static' }, { waysIn: ['oidc', 'static'] }],
    [{ ISSUER_PRIVATE_HOSTS: 'a.test' }, { issuerPrivateHosts: ['a.test'] }],
    [{ STS_HOSTS: 'sts.test:8443,127.0.0.1' }, { stsHosts: ['sts.test:8443', '127.0.0.1'] }],
    [{ MAX_ENTRIES: '5' }, { limits: { entries: 5 } }],
    [{ MAX_PACKED_BYTES: '1000' }, { limits: { packedBytes: 1000 } }],
  ])('take %j', (environment, expected) => {
    expect(parseConfig(environment, FLAGS)).toMatchObject(expected);
  });

  it.each([
    ['PORT', ['-1', '65536', '80.5', '1e3', '0x50', ' ', '80 ', 'http', '99999999999999999999']],
    ['PUBLIC_URL', ['registry.example.com', 'ftp://x', 'https://', 'http://x?y', 'http://a@b/']],
    ['WAYS_IN', ['ldap', 'oidc,', 'OIDC', ',']],
    ['ISSUER_PRIVATE_HOSTS', ['https://a.test', 'a.test/', '*.test']],
    ['STS_HOSTS', ['sts.test:x', 'u@sts.test']],
    ['LOG_LEVEL', ['verbose', 'INFO']],
    ['LINK_LIFETIME_SECONDS', ['0', '-5', '3601', '5m', ' ']],
    ['UPLOAD_LIFETIME_SECONDS', ['0', '86401', 'day']],
    ['TOKEN_LIFETIME_SECONDS', ['0', '86401', '1.5']],
    ['TOKEN_MAX_LIFETIME_SECONDS', ['0', '86401']],
    ['MAX_UNPACKED_BYTES', ['0', '5G']],
  ])('refuse a bad %s by its name', (name, values) => {
    for (const value of values) {
      expect(() => parseConfig({ [name]: value }, FLAGS), value).toThrow(ConfigError);
      expect(() => parseConfig({ [name]: value }, FLAGS), value).toThrow(
        new RegExp(`^The settings cannot be used\\. ${name}: must be `),
      );
    }
  });

  it('name every fault at once', () => {
    expect(() => parseConfig({ PORT: 'x', LOG_LEVEL: 'y' }, FLAGS)).toThrow(
      /PORT: .*; LOG_LEVEL: /,
    );
  });

  it.each(['true', '1', 'yes', 'disabled', 'Disabled', 'DISABLED ', 'ENABLED'])(
    'keep the door closed with DISABLE_AUTH=%j',
    (value) => {
      expect(parseConfig({ DISABLE_AUTH: value }, FLAGS).authentication).toBe('bearer');
    },
  );

  it('open the door with DISABLE_AUTH=DISABLED', () => {
    expect(parseConfig({ DISABLE_AUTH: 'DISABLED' }, FLAGS).authentication).toBe('disabled');
  });

  it('take a certificate with its key or neither', () => {
    expect(parseConfig({}, { ...FLAGS, tlsCert: 'c', tlsKey: 'k' }).tls).toEqual({
      certFile: 'c',
      keyFile: 'k',
    });
    expect(() => parseConfig({}, { ...FLAGS, tlsCert: 'c' })).toThrow(/--tls-key/);
    expect(() => parseConfig({}, { ...FLAGS, tlsKey: 'k' })).toThrow(/--tls-cert/);
  });
});
