import { createIdentityProof } from '@registry/aws/sts';
import { IAM_USER, jsonRequest, ROLE_SESSION, rawRequest } from '@registry/aws/testing';
import { describe, expect, it } from 'vitest';
import { base64url, ISSUER, NOW, provingAt, signed, useSts, withHeader } from './setup.ts';

const sts = useSts();

const CI = {
  kind: 'aws',
  principal: 'arn:aws:iam::123456789012:role/ci',
  arn: ROLE_SESSION.arn,
  account: ROLE_SESSION.account,
  userId: ROLE_SESSION.userId,
  way: 'aws-proof',
};

describe('a signed request for GetCallerIdentity', () => {
  it('as our clients make it proves who has signed it', async () => {
    const proof = await createIdentityProof({
      credentials: ROLE_SESSION,
      region: 'eu-central-1',
      audience: ISSUER,
      identity: 'deploy',
      nonce: 'n-1',
      clock: () => NOW,
      host: sts().host,
    });
    expect(await provingAt(sts()).prove(proof, 'deploy')).toEqual(CI);
  });

  it.each<[string, (raw: string) => string]>([
    ['base64url', (raw) => Buffer.from(raw).toString('base64url')],
    ['base64', (raw) => Buffer.from(raw).toString('base64')],
    [
      'base64 that is not filled up',
      (raw) => Buffer.from(raw).toString('base64').replace(/=+$/, ''),
    ],
    [
      'a request that a shell wrote, with line feeds alone',
      (raw) => Buffer.from(raw.replaceAll('\r\n', '\n')).toString('base64'),
    ],
  ])('is taken as %s', async (_, encode) => {
    const request = await signed(sts());
    expect(await provingAt(sts()).prove(encode(rawRequest(request)))).toEqual(CI);
  });

  it.each<[string, (json: string) => string]>([
    ['JSON', (json) => json],
    ['JSON, percent-encoded', encodeURIComponent],
    ['JSON, percent-encoded in small letters', (json) => json.replace('{', '%7b')],
    ['JSON with a slash before the query', (json) => json.replace('?', '/?')],
  ])('is taken as %s', async (_, encode) => {
    const request = await signed(sts());
    expect(await provingAt(sts()).prove(encode(jsonRequest(request)))).toEqual(CI);
  });

  it.each([
    ['XML', undefined],
    ['JSON', 'application/json'],
  ])('is believed when STS answers in %s', async (_, accept) => {
    const headers = accept === undefined ? {} : { accept };
    const { prove } = provingAt(sts());
    const role = await signed(sts(), { headers });
    expect(await prove(base64url(role))).toEqual(CI);
    const user = await signed(sts(), { headers, caller: IAM_USER });
    expect(await prove(base64url(user))).toMatchObject({ principal: IAM_USER.arn });
  });

  it('costs one request to STS, of what was signed and nothing else', async () => {
    const before = sts().requests.length;
    const request = await signed(sts(), { headers: { accept: 'application/json' } });
    const extra: [string, string][] = [
      ['user-agent', 'Go-http-client/1.1'],
      ['content-length', '0'],
      ['accept-encoding', 'gzip'],
      ['connection', 'keep-alive'],
      ['x-evil', 'unsigned'],
      ['cookie', 'unsigned'],
    ];
    await provingAt(sts()).prove(
      base64url({ ...request, headers: [...request.headers, ...extra] }),
    );
    const [received, ...more] = sts().requests.slice(before);
    expect(more).toEqual([]);
    expect(received).toMatchObject({ method: 'POST', url: request.target, body: '' });
    const ours = [
      ['Connection', 'close'],
      ['Content-Length', '0'],
    ];
    expect(received?.headers.toSorted()).toEqual([...request.headers, ...ours].toSorted());
  });

  it('binds to the identity that was asked for, or to none', async () => {
    const { prove } = provingAt(sts());
    const headers = { 'x-registry-identity': 'deploy' };
    const named = () => signed(sts(), { headers }).then(base64url);
    expect(await prove(await named(), 'deploy')).toEqual(CI);
    await expect(prove(await named(), 'other')).rejects.toThrow('x-registry-identity');
    await expect(prove(await named())).rejects.toThrow('x-registry-identity');
    const unnamed = base64url(await signed(sts()));
    await expect(prove(unnamed, 'deploy')).rejects.toThrow('x-registry-identity');
  });

  it.each([
    ['is exactly 15 minutes old', -900, true],
    ['is a second older', -901, false],
    ['is exactly 5 minutes ahead', 300, true],
    ['is a second further ahead', 301, false],
  ])('that %s is judged to the second', async (_, seconds, isTaken) => {
    const before = sts().requests.length;
    const request = await signed(sts(), { at: new Date(NOW.getTime() + seconds * 1000) });
    const proving = provingAt(sts()).prove(base64url(request));
    if (isTaken) await expect(proving).resolves.toEqual(CI);
    else await expect(proving).rejects.toThrow(/older than 15 minutes|of the future/);
    expect(sts().requests.length - before).toBe(isTaken ? 1 : 0);
  });

  it.each(['  ', '\t', ' \t  '])('may have %j around and between its values', async (space) => {
    const request = await signed(sts(), { headers: { 'x-note': 'a b' } });
    const spaced = ['x-registry-audience', 'x-registry-identity', 'host'].reduce(
      (changed, name) => {
        const [, value = ''] = changed.headers.find(([other]) => other === name) ?? [];
        return withHeader(changed, name, `${space}${value}${space}`);
      },
      withHeader(request, 'x-note', `a${space}b`),
    );
    expect(await provingAt(sts()).prove(base64url(spaced))).toEqual(CI);
  });
});
