import { createTestSigningKey } from '@registry/domain/testing';
import {
  basePath,
  ConfigError,
  type Environment,
  logLevel,
  parseEnvironment,
  publicKeys,
  required,
  seconds,
} from '@registry/http/config';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const schema = z.object({
  ISSUER: required,
  BASE_PATH: basePath,
  LIFETIME: seconds(300, 3600),
  LOG_LEVEL: logLevel,
});
const parse = (environment: Environment) => parseEnvironment(schema, environment);

describe('parseEnvironment', () => {
  it('fills in what is not said, or said to be nothing', () => {
    const settings = { ISSUER: 'x', BASE_PATH: '', LIFETIME: 300, LOG_LEVEL: 'info' };
    expect(parse({ ISSUER: 'x' })).toEqual(settings);
    expect(parse({ ISSUER: 'x', BASE_PATH: '', LIFETIME: '', LOG_LEVEL: '' })).toEqual(settings);
    expect(parse({ ISSUER: 'x', PATH: '/bin', HOME: undefined })).toEqual(settings);
  });

  it('takes what is said', () => {
    const said = { ISSUER: 'x', BASE_PATH: '/a/b-c', LIFETIME: '3600', LOG_LEVEL: 'error' };
    expect(parse(said)).toEqual({ ...said, LIFETIME: 3600 });
  });

  it.each(['0', '-1', '3601', '1.5', '1e3', '0x10', ' 60', '60 ', 'Infinity', 'NaN', '60s'])(
    'refuses %j as seconds',
    (LIFETIME) => {
      expect(() => parse({ ISSUER: 'x', LIFETIME })).toThrow(
        'LIFETIME: must be a whole number of seconds from 1 to 3600',
      );
    },
  );

  it.each(['/', 'a', '/a/', '//a', '/a?b', '/a b', '/../a%2f'])(
    'refuses %j as a base path',
    (BASE_PATH) => {
      expect(() => parse({ ISSUER: 'x', BASE_PATH })).toThrow('BASE_PATH');
    },
  );

  it('names every fault at once, and never the value', () => {
    const attempt = () => parse({ LOG_LEVEL: 'secret-a', LIFETIME: 'secret-b' });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(/ISSUER: must be set; LIFETIME: .*; LOG_LEVEL: /);
    expect(attempt).not.toThrow('secret');
  });
});

const parseKeys = (JWKS: string | undefined) =>
  parseEnvironment(z.object({ JWKS: publicKeys }), { JWKS }).JWKS;
const one = await createTestSigningKey().publicJwk();
const two = await createTestSigningKey().publicJwk();
const text = (...keys: object[]) => JSON.stringify({ keys });

describe('the public keys', () => {
  it('are one, or two while they are rotated', () => {
    expect(parseKeys(text(one))).toEqual({ keys: [one] });
    expect(parseKeys(text(one, two))).toEqual({ keys: [one, two] });
  });

  it('need name neither algorithm nor use', () => {
    const { alg: _alg, use: _use, ...key } = one;
    expect(parseKeys(text(key))).toEqual({ keys: [one] });
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', 'keys'],
    ['another JSON', '[]'],
    ['no key', text()],
    ['a private key', text({ ...one, d: 'AAAA' })],
    ['a key without kid', text({ ...one, kid: undefined })],
    ['a key with an empty kid', text({ ...one, kid: '' })],
    ['an RSA key', text({ ...one, kty: 'RSA' })],
    ['another curve', text({ ...one, crv: 'P-384' })],
    ['another algorithm', text({ ...one, alg: 'HS256' })],
    ['an encryption key', text({ ...one, use: 'enc' })],
    ['a point beside the curve', text({ ...one, x: two.x })],
    ['one kid twice', text(one, { ...two, kid: one.kid })],
  ])('are not %s', (_, JWKS) => {
    expect(() => parseKeys(JWKS)).toThrow(ConfigError);
  });
});
