import { createPublicKey, sign } from 'node:crypto';
import { es256, forgeToken, type TestSigningKey, tokenAttacks } from '@registry/domain/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { type LocalTarget, startLocalTarget } from '../../src/target/local-target.ts';
import { exchange } from '../support/raw-http.ts';
import { useTarget } from '../support/use-target.ts';

const target = useTarget(() => startLocalTarget());
let key: TestSigningKey;

beforeAll(async () => {
  key = await serverKey(target());
});

/** The server's own key, as whoever has stolen it would use it. */
async function serverKey(local: LocalTarget): Promise<TestSigningKey> {
  const privateKey = await local.signingKey();
  const token = await local.adminToken();
  const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey,
    publicKey,
    publicJwk: async () => ({ ...publicKey.export({ format: 'jwk' }), kid }),
    sign: async (input) => sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/** What the registry says to a token in the header, byte by byte. */
function whoami(token: string) {
  const header = Buffer.from(`Authorization: Bearer ${token}`, 'utf8');
  return exchange(
    target(),
    Buffer.concat([
      Buffer.from('GET /v1/whoami HTTP/1.1\r\nHost: x\r\n'),
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
    const { baseUrl } = target();
    const now = new Date();
    const attacks = await tokenAttacks({ key, issuer: baseUrl, audience: baseUrl, now });
    expect(attacks.length).toBeGreaterThan(90);
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
  const { baseUrl } = target();
  const { kid } = await key.publicJwk();
  const claims = {
    iss: baseUrl,
    aud: baseUrl,
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
