import { es256, forgeToken, type TestSigningKey, tokenAttacks } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { exchange, pathAt } from '../support/raw-http.ts';
import { startRobbedTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';

let key: TestSigningKey;
const target = useTarget(async () => {
  const robbed = await startRobbedTarget();
  key = robbed.key;
  return robbed.target;
});

/** What the registry says to a token in the header, byte by byte. */
function whoami(token: string) {
  const header = Buffer.from(`Authorization: Bearer ${token}`, 'utf8');
  return exchange(
    target(),
    Buffer.concat([
      Buffer.from(`GET ${pathAt(target(), '/v1/whoami')} HTTP/1.1\r\nHost: x\r\n`),
      header,
      Buffer.from('\r\n\r\n'),
    ]),
  );
}

async function trade(token: string) {
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const url = `${target().baseUrl}/oauth/token`;
  return new RegistryApi(target(), '').raw('POST', url, headers, form.toString());
}

// Which second it is there cannot be told to the millisecond here; frozen clocks test the edges.
const dependsOnTheSecond = (name: string) => name.includes('the skew');

describe('a forged token', () => {
  it('is refused wherever tokens are taken, and honest ones are not', async () => {
    const { issuer } = target();
    const now = new Date();
    const attacks = await tokenAttacks({ key, issuer, audience: issuer, now });
    expect(attacks.length).toBeGreaterThan(90);
    // A token is traded for what its principal still has.
    const api = new RegistryApi(target());
    // Nobody's: other files have callers of this account on the same stack.
    const match = { aws_account: '123456789012', arn: 'arn:aws:iam::123456789012:role/honest' };
    expect((await api.send('PUT', '/v1/identities/honest', { match })).status).toBeOneOf([
      200, 201,
    ]);
    const grants = '/v1/namespaces/acme/grants?principal=identity%3Ahonest';
    expect((await api.send('PUT', grants, { role: 'reader' })).status).toBeOneOf([200, 201]);
    for (const { name, token, accepted } of attacks) {
      if (dependsOnTheSecond(name)) continue;
      if (token.length > 20) target().evidence.token(token);
      // What is no header at all is refused as a malformed request.
      const asBearer = (await whoami(token)).status;
      if (accepted) expect(asBearer, name).toBe(200);
      else expect([400, 401, 431], `${name}: ${asBearer}`).toContain(asBearer);
      expect((await trade(token)).status, name).toBe(accepted ? 200 : 400);
    }
  });

  it.each([
    ['expired a minute ago', -60, 401],
    ['expires in a minute', 60, 200],
  ])('that %s', async (_, seconds, status) => {
    expect((await whoami(await signed({ exp: nowPlus(seconds) }))).status).toBe(status);
  });

  it.each([
    ['holds from a minute ago', -60, 200],
    ['holds from in a minute', 60, 401],
  ])('that %s', async (_, seconds, status) => {
    expect((await whoami(await signed({ nbf: nowPlus(seconds) }))).status).toBe(status);
  });
});

const nowPlus = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

async function signed(change: object): Promise<string> {
  const { issuer } = target();
  const { kid } = await key.publicJwk();
  const claims = {
    iss: issuer,
    aud: issuer,
    sub: 'identity:tester',
    iat: nowPlus(-120),
    nbf: nowPlus(-120),
    exp: nowPlus(600),
    jti: 'x',
    scope: 'download:acme',
    ...change,
  };
  const header = { typ: 'at+jwt', alg: 'ES256', kid };
  return target().evidence.token(forgeToken(header, claims, es256(key.privateKey)));
}
