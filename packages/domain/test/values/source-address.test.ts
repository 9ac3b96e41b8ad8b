import { InvalidError, parseSourceAddress } from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('parseSourceAddress', () => {
  it.each([
    'git::https://example.com/vpc.git?ref=v1.2.0',
    'git::https://example.com/vpc.git//modules/vpc?ref=0123abc&depth=1',
    'git::ssh://git@example.com/vpc.git',
    'git::git@example.com:acme/vpc.git',
    'git@github.com:acme/vpc.git',
    'git://example.com/vpc.git',
    'github.com/acme/vpc',
    'github.com/acme/vpc//modules/x?ref=v1',
    'bitbucket.org/acme/vpc',
    'https://example.com/vpc.zip',
    'https://example.com:8443/vpc.tar.gz?archive=tar.gz&checksum=sha256:00',
    'http://example.com/vpc.zip',
    's3::https://s3.eu-west-1.amazonaws.com/bucket/vpc.zip',
    's3-eu-west-1.amazonaws.com/bucket/vpc.zip',
    'gcs::https://www.googleapis.com/storage/v1/modules/vpc.zip',
    'www.googleapis.com/storage/v1/modules/vpc.zip',
    'hg::http://example.com/vpc.hg',
    `https://example.com/${'a'.repeat(2028)}`,
  ])('hands on %s verbatim', (text) => {
    expect(parseSourceAddress(text)).toBe(text);
  });

  it.each([
    './vpc',
    '../vpc',
    '.',
    '..',
    '/vpc',
    '//vpc',
    '~/vpc',
    '.\\vpc',
    '..\\vpc',
    '\\\\server\\share',
    'C:\\vpc',
    'C:/vpc',
    'file:///vpc',
    'file:/vpc',
    'file::/vpc',
    'file::https://example.com/vpc.zip',
    'git::file:///vpc',
    'git::/vpc',
    'git::./vpc',
    'git::../vpc',
    'git::~/vpc',
  ])('refuses the local path %s', (text) => {
    expect(() => parseSourceAddress(text)).toThrow('local path');
  });

  it.each([
    'acme/vpc/aws',
    'acme/vpc/aws//modules/x',
    'registry.example.com/acme/vpc/aws',
    'registry.example.com:8443/acme/vpc/aws',
    '127.0.0.1:8080/acme/vpc/aws//x',
    'gitlab.com/acme/vpc/aws',
    'app.terraform.io/acme/vpc/aws',
  ])('refuses the registry address %s', (text) => {
    expect(() => parseSourceAddress(text)).toThrow('registry address');
  });

  it.each([
    '',
    'vpc',
    'acme/vpc',
    'example.com',
    'gitlab.com/acme/vpc',
    'github.com/acme',
    'ftp://example.com/vpc.zip',
    'ssh://git@example.com/vpc.git',
    'oci://example.com/vpc',
    'data:text/plain,x',
    'javascript://x',
    'HTTPS://example.com/vpc.zip',
    'https://',
    'https:///vpc.zip',
    'https://?x',
    'git::https://',
    'git::vpc',
    'git::git::https://example.com/vpc.git',
    'git::data:x',
    'GIT::https://example.com/vpc.git',
    'exec::https://example.com/vpc.git',
    '::https://example.com/vpc.git',
    `https://example.com/${'a'.repeat(2029)}`,
  ])('refuses %s, which the clients cannot fetch', (text) => {
    expect(() => parseSourceAddress(text)).toThrow(InvalidError);
  });

  it.each(['\r\n', '\n', '\r', '\t', '\0', ' ', '\x7f', '\x85', 'é', '\u2028'])(
    'refuses %j anywhere, as the address becomes a header',
    (character) => {
      const address = 'https://example.com/vpc.zip';
      for (const place of [0, 10, address.length]) {
        const text = `${address.slice(0, place)}${character}${address.slice(place)}`;
        expect(() => parseSourceAddress(text)).toThrow(InvalidError);
      }
    },
  );

  it('lets nothing pass that is no header value', () => {
    const noise = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(noise, noise, (host, path) => {
        const text = `https://${host}/${path}`;
        try {
          const address = parseSourceAddress(text);
          expect(new Headers({ location: address }).get('location')).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidError);
        }
      }),
    );
  });
});
