import {
  formatModuleId,
  InvalidError,
  parseModuleAddress,
  parseModuleId,
  parseModuleName,
  parseNamespace,
  parseSystem,
} from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const longest = `a${'-'.repeat(62)}b`;

const GOOD = [
  'a',
  'A',
  '0',
  'aB',
  'a-b',
  'a_b',
  'a--b',
  'a-_b',
  'ACME',
  'versions',
  'download',
  longest,
];
const BAD = [
  '',
  '-a',
  'a-',
  '_a',
  'a_',
  '-',
  'a.b',
  '.',
  '..',
  'a/b',
  'a\\b',
  'a b',
  ' a',
  'a ',
  'a\n',
  'a\0',
  'é',
  'a%2fb',
  'a*',
  `${longest}c`,
  '__proto__',
];

describe.each([
  ['parseNamespace', parseNamespace],
  ['parseModuleName', parseModuleName],
])('%s', (_, parse) => {
  it.each(GOOD)('takes %j', (text) => {
    expect(parse(text)).toBe(text);
  });

  it.each(BAD)('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(InvalidError);
  });

  it('takes exactly what the clients take', () => {
    // hashicorp/terraform-registry-address, module.go, read character by character.
    const letterOrDigit = /[0-9A-Za-z]/;
    const unit = fc.constantFrom(...'azAZ09-_./ \\%*é'.split(''));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 66 }), (text) => {
        const characters = [...text];
        const fine =
          characters.length >= 1 &&
          characters.length <= 64 &&
          characters.every((character) => /[0-9A-Za-z_-]/.test(character)) &&
          letterOrDigit.test(characters.at(0) ?? '') &&
          letterOrDigit.test(characters.at(-1) ?? '');
        if (fine) expect(parse(text)).toBe(text);
        else expect(() => parse(text)).toThrow(InvalidError);
      }),
    );
  });
});

describe('parseSystem', () => {
  it.each(['aws', 'a', '0', 'a'.repeat(64), 'version'])('takes %j', (text) => {
    expect(parseSystem(text)).toBe(text);
  });

  it.each(['', 'AWS', 'aws-x', 'a_b', 'a.b', 'a'.repeat(65), 'aws\n', 'ä'])(
    'refuses %j',
    (text) => {
      expect(() => parseSystem(text)).toThrow(InvalidError);
    },
  );
});

describe('names that would shadow a route', () => {
  it('are refused, and said to be reserved', () => {
    expect(() => parseNamespace('search')).toThrow('reserved');
    for (const system of ['versions', 'download', 'uploads', 'latest', 'modules', 'namespaces']) {
      expect(() => parseSystem(system)).toThrow('reserved');
    }
  });

  it('are only those, in that place and in that case', () => {
    expect(parseNamespace('Search')).toBe('Search');
    expect(parseModuleName('search')).toBe('search');
    expect(parseNamespace('latest')).toBe('latest');
  });
});

describe('parseModuleId', () => {
  it('keeps case, so that two names that differ in case are two modules', () => {
    expect(formatModuleId(parseModuleId('Acme', 'VPC', 'aws'))).toBe('Acme/VPC/aws');
  });

  it('names the faults of all three at once', () => {
    const attempt = () => parseModuleId('-', '.', 'AWS');
    expect(attempt).toThrow(InvalidError);
    expect(attempt).toThrow(/namespace.*module name.*system/);
  });
});

describe('parseModuleAddress', () => {
  it('reads what people type', () => {
    expect(parseModuleAddress('acme/vpc/aws')).toEqual(parseModuleId('acme', 'vpc', 'aws'));
  });

  it.each([
    '',
    'acme',
    'acme/vpc',
    'acme/vpc/aws/1.0.0',
    '/acme/vpc/aws',
    'acme//aws',
    'acme/vpc/aws/',
  ])('refuses %j', (text) => {
    expect(() => parseModuleAddress(text)).toThrow(InvalidError);
  });
});
