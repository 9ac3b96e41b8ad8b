import {
  jsonRequest,
  rawRequest,
  type SignedStsRequest,
  type StsRequestToSign,
} from '@registry/aws/testing';
import { UnauthenticatedError } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { base64url, ISSUER, NOW, provingAt, signed, useSts, withHeader } from './setup.ts';

const sts = useSts();

/** Refused, for the reason `why`, before anybody is asked. */
async function expectRefusal(subjectToken: string, why: RegExp) {
  const before = sts().requests.length;
  const { prove, records } = provingAt(sts());
  const proving = prove(subjectToken);
  await expect(proving).rejects.toThrow(why);
  await expect(proving).rejects.toBeInstanceOf(UnauthenticatedError);
  expect(sts().requests).toHaveLength(before);
  return records;
}

const replaced = (request: SignedStsRequest, name: string, change: (value: string) => string) => ({
  ...request,
  headers: request.headers.map(([other, value]): [string, string] => [
    other,
    other === name ? change(value) : value,
  ]),
});
const added = (request: SignedStsRequest, ...headers: [string, string][]) => ({
  ...request,
  headers: [...request.headers, ...headers],
});
const sentValue = ({ headers }: SignedStsRequest, name: string) =>
  headers.find(([other]) => other === name)?.[1] ?? '';

describe('the subject token', () => {
  it.each<[string, string, RegExp]>([
    ['nothing', '', /no signed request/],
    ['no base64', 'no base64 at all', /no signed request/],
    ['both alphabets of base64', 'a+b_', /no signed request/],
    ['a JWT', 'eyJhbGciOiJub25lIn0.e30.', /no signed request/],
    ['base64 of no request', 'bm90IGFuIGh0dHAgcmVxdWVzdA==', /no HTTP\/1.1 request/],
    ['JSON that ends early', '{"url":', /as JSON it has/],
    ['JSON without headers', '{"url":"https://sts.amazonaws.com","method":"POST"}', /as JSON/],
    ['a broken percent-encoding', '%7B%', /not percent-encoded/],
    ['more than anybody needs', 'a'.repeat(32 * 1024 + 1), /too long/],
  ])('that is %s is refused', async (_, token, why) => {
    await expectRefusal(token, why);
  });

  it.each<[string, (raw: string) => string]>([
    ['another version of HTTP', (raw) => raw.replace('HTTP/1.1', 'HTTP/2')],
    ['a request without its end', (raw) => raw.trimEnd()],
    ['a folded line', (raw) => raw.replace('\r\nx-amz-date', '\r\n x-amz-date')],
    ['a space after a name', (raw) => raw.replace('host:', 'host :')],
    ['a line without a colon', (raw) => raw.replace('host:', 'host')],
    ['a letter beyond ASCII', (raw) => raw.replace('x-registry-identity: ', '$&\u00a0')],
    ['a null', (raw) => raw.replace('x-registry-identity: ', '$&\0')],
    ['a carriage return in a value', (raw) => raw.replace('x-registry-identity: ', '$&\r')],
    ['a name of letters beyond ASCII', (raw) => raw.replace('host', 'höst')],
  ])('with %s is no request', async (_, change) => {
    const raw = change(rawRequest(await signed(sts())));
    await expectRefusal(Buffer.from(raw, 'latin1').toString('base64url'), /no HTTP\/1.1 request/);
  });

  it.each<[string, (json: string) => string, RegExp]>([
    ['plain http', (json) => json.replace('https:', 'http:'), /url of the signed request/],
    ['a user', (json) => json.replace('https://', '$&user@'), /url of the signed request/],
    ['a path', (json) => json.replace('?', '/x?'), /url of the signed request/],
    ['a fragment', (json) => json.replace('2011-06-15', '$&#x'), /url of the signed request/],
    ['no query', (json) => json.replace(/\?[^"]*/, ''), /url of the signed request/],
    ['a field more', (json) => json.replace('{', '{"body":"",'), /as JSON it has/],
    ['two lines in a value', (json) => json.replace(ISSUER, '$&\\r\\nx-evil: 1'), /as JSON it has/],
    ['a name that is none', (json) => json.replace('"host"', '"ho st"'), /as JSON it has/],
    ['a number for a value', (json) => json.replace(`"${ISSUER}"`, '1'), /as JSON it has/],
    ['another host in the url', (json) => json.replace('https://1', 'https://2'), /two hosts/],
    ['another method', (json) => json.replace('POST', 'post'), /must be POST/],
  ])('as JSON with %s is refused', async (_, change, why) => {
    await expectRefusal(change(jsonRequest(await signed(sts()))), why);
  });
});

describe('what is signed', () => {
  it.each<[string, Partial<StsRequestToSign>, RegExp]>([
    ['another method', { method: 'GET' }, /must be POST/],
    ['another action', { query: { Action: 'GetSessionToken', Version: '2011-06-15' } }, /must be/],
    ['another version', { query: { Action: 'GetCallerIdentity', Version: '2010-05-08' } }, /must/],
    [
      'parameters in another order',
      { query: { Version: '2011-06-15', Action: 'GetCallerIdentity' } },
      /must be/,
    ],
    [
      'a parameter more',
      { query: { Action: 'GetCallerIdentity', Version: '2011-06-15', X: '1' } },
      /must be/,
    ],
    ['another host', { host: 'evil.example.com' }, /none of AWS STS/],
    ['a host that is not configured', { host: 'sts.amazonaws.com' }, /none of AWS STS/],
    ['another service', { service: 'execute-api' }, /signed for sts/],
    ['another audience', { headers: { 'x-registry-audience': 'https://other.test' } }, /-audience/],
    ['an audience with a slash', { headers: { 'x-registry-audience': `${ISSUER}/` } }, /-audience/],
    ['two audiences', { headers: { 'x-registry-audience': `${ISSUER},x` } }, /-audience/],
    ['no audience', { headers: { 'x-registry-audience': '' } }, /-audience/],
    [
      'an audience in capitals',
      { headers: { 'x-registry-audience': ISSUER.toUpperCase() } },
      /-audience/,
    ],
    ['an identity nobody asked for', { headers: { 'x-registry-identity': 'x' } }, /-identity/],
    ['a body', { headers: { 'content-length': '43' } }, /no body/],
    ['a body of unknown length', { headers: { 'transfer-encoding': 'chunked' } }, /no body/],
    ['a header of one hop', { headers: { connection: 'x-amz-date' } }, /way to the next host/],
    ['an expectation', { headers: { expect: '100-continue' } }, /way to the next host/],
    ['a wish for compression', { headers: { 'accept-encoding': 'gzip' } }, /way to the next host/],
    ['a date long ago', { at: new Date(0) }, /older than/],
    ['a date to come', { at: new Date('2027-01-01T00:00:00Z') }, /of the future/],
  ])('with %s is refused', async (_, change, why) => {
    await expectRefusal(base64url(await signed(sts(), change)), why);
  });

  it('has no body, neither one of its own nor none in a hurry', async () => {
    const request = await signed(sts());
    await expectRefusal(base64url(request, 'Action=GetCallerIdentity'), /no body/);
    await expectRefusal(base64url(request, '\r\n'), /no body/);
    await expectRefusal(base64url(withHeader(request, 'content-length', '1')), /no body/);
    await expectRefusal(base64url(withHeader(request, 'Transfer-Encoding', 'chunked')), /no body/);
  });
});

describe('a request that was signed for somebody else', () => {
  it('is not ours, with our headers added afterwards', async () => {
    const { headers, ...others } = await signed(sts());
    const foreign = headers.filter(([name]) => !name.startsWith('x-registry-'));
    const request = added(
      replaced({ ...others, headers: foreign }, 'authorization', (value) =>
        value.replaceAll(/x-registry-\w+;?/g, '').replace(/;,/, ','),
      ),
      ['x-registry-audience', ISSUER],
      ['x-registry-identity', ''],
    );
    await expectRefusal(base64url(request), /Sign these headers too: x-registry-audience, x-reg/);
  });

  it.each(['host', 'x-amz-date', 'x-registry-audience', 'x-registry-identity'])(
    'is not ours as long as %s is not signed',
    async (name) => {
      const request = replaced(await signed(sts()), 'authorization', (value) =>
        value.replace(new RegExp(`(=|;)${name}(;|,)`), (_, before, after) =>
          before === ';' ? after : before,
        ),
      );
      expect(sentValue(request, 'authorization')).not.toContain(name);
      await expectRefusal(base64url(request), new RegExp(`Sign these headers too: ${name}\\.`));
    },
  );

  it.each([
    ['x-registry-nonce-2', '1'],
    ['X-Amz-Target', 'x'],
    ['x-amz-content-sha256', 'x'],
  ])('is not made ours by %s beside what is signed', async (name, value) => {
    await expectRefusal(base64url(added(await signed(sts()), [name, value])), /Sign every header/);
  });
});

describe('a header twice', () => {
  it.each([
    'authorization',
    'Authorization',
    'host',
    'HOST',
    'x-amz-date',
    'X-Amz-Date',
    'x-registry-audience',
    'X-Registry-Audience',
    'x-registry-identity',
    'x-amz-security-token',
    'accept',
  ])('is refused: %s', async (name) => {
    const request = await signed(sts(), { headers: { accept: 'application/json' } });
    const value = sentValue(request, name.toLowerCase());
    for (const headers of [
      [...request.headers, [name, value] as const],
      [[name, value] as const, ...request.headers],
      [[name, 'other'] as const, ...request.headers],
    ]) {
      await expectRefusal(base64url({ ...request, headers }), /may be there once/);
      await expectRefusal(jsonRequest({ ...request, headers }), /once|two hosts/);
    }
  });
});

describe('the signature', () => {
  const HEX = /[0-9a-f]{64}$/;
  it.each<[string, (value: string) => string]>([
    ['in capitals', (value) => value.replace(HEX, (hex) => hex.toUpperCase())],
    ['that is short', (value) => value.slice(0, -1)],
    ['with more behind it', (value) => `${value}0`],
    ['of another algorithm', (value) => value.replace('HMAC', 'ECDSA-P256')],
    ['with a comma more', (value) => `${value},`],
    [
      'before the names that it covers',
      (value) => {
        const [credential, names, signature] = value.split(', ');
        return [credential, signature, names].join(', ');
      },
    ],
    ['of no service', (value) => value.replace('/sts/', '//')],
    ['that ends another way', (value) => value.replace('aws4_request', 'aws5_request')],
    ['under another scheme', (value) => value.replace('AWS4-HMAC-SHA256', 'Bearer')],
    ['that is none', () => ''],
  ])('%s is refused', async (_, change) => {
    const request = await signed(sts());
    const changed = replaced(request, 'authorization', change);
    await expectRefusal(base64url(changed), /signed for sts/);
  });

  it.each([
    ['no order', 'x-amz-date;host'],
    ['a name twice', 'host;host'],
    ['capitals', 'Host;x-amz-date'],
    ['an empty name', 'host;;x-amz-date'],
    ['a semicolon at the end', 'host;'],
  ])('names its headers in lower case, in order and once: not with %s', async (_, names) => {
    const request = replaced(await signed(sts()), 'authorization', (value) =>
      value.replace(/SignedHeaders=[^,]+/, `SignedHeaders=${names}`),
    );
    await expectRefusal(base64url(request), /SignedHeaders must be/);
  });

  it('covers no header that is not there, and not itself', async () => {
    for (const [name, why] of [
      ['zz-missing', /does not have/],
      ['authorization', /way to the next host/],
    ] as const) {
      const request = replaced(await signed(sts()), 'authorization', (value) =>
        value.replace(/SignedHeaders=([^,]+)/, (_, names: string) => {
          const list = [...names.split(';'), name].toSorted();
          return `SignedHeaders=${list.join(';')}`;
        }),
      );
      await expectRefusal(base64url(request), why);
    }
  });

  it.each(['2026-01-02T03:04:05Z', '20260102T030405', '20261302T030405Z', '20260103T030405Z', ''])(
    'is not of the date %j, whose day it does not name',
    async (date) => {
      const request = replaced(await signed(sts()), 'x-amz-date', () => date);
      await expectRefusal(base64url(request), /X-Amz-Date must be/);
    },
  );
});

it('A refused request is not counted as used', async () => {
  const request = await signed(sts(), { at: new Date(NOW.getTime() + 301_000) });
  const { prove, time } = provingAt(sts());
  await expect(prove(base64url(request))).rejects.toThrow('future');
  time.now += 1000;
  await expect(prove(base64url(request))).resolves.toMatchObject({ account: '123456789012' });
});
