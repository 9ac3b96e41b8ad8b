import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forgeToken, hs256 } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningServer, ServerProcess, startServer } from './support/server-process.ts';
import { tempFolder } from './support/temp-folder.ts';

const SECRET = 'one secret that is long enough to be one';
const hs256Token = forgeToken({ alg: 'HS256' }, { exp: Date.now() / 1000 + 3600 }, hs256(SECRET));
const Created = z.object({ token: z.string() });
const Who = z.object({ principal: z.string(), scope: z.string() });

async function secretFile(secret = SECRET): Promise<string> {
  const path = join(await tempFolder(), 'secret');
  await writeFile(path, `${secret}\n`);
  return path;
}

/** Speaks JSON with the server, as the bearer of `token`. */
function client({ baseUrl }: RunningServer, token: string) {
  return (method: string, path: string, body?: object) =>
    fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
}

async function whoIs(server: RunningServer, token: string) {
  const response = await client(server, token)('GET', '/v1/whoami');
  return response.status === 200 ? Who.parse(await response.json()) : response.status;
}

async function staticToken(server: RunningServer): Promise<string> {
  const admin = client(server, await server.token());
  const expires_at = new Date(Date.now() + 3600_000).toISOString();
  const created = await admin('POST', '/v1/tokens', {
    name: 'deploy',
    scope: 'upload:acme',
    expires_at,
  });
  expect(created.status).toBe(201);
  return Created.parse(await created.json()).token;
}

describe('a static token', () => {
  it('is somebody where they are switched on, until it is deleted', async () => {
    const server = await startServer({ env: { WAYS_IN: 'static' } });
    const token = await staticToken(server);
    expect(await whoIs(server, token)).toEqual({ principal: 'token:deploy', scope: 'upload:acme' });
    const admin = client(server, await server.token());
    const listed = await (await admin('GET', '/v1/tokens')).text();
    expect(listed).toMatch(/"last_used_at":"\d{4}-/);
    expect(listed).not.toContain(token);
    expect((await admin('DELETE', '/v1/tokens/deploy')).status).toBeLessThan(300);
    expect(await whoIs(server, token)).toBe(401);
  });

  it('is nobody once they are switched off', async () => {
    const on = await startServer({ env: { WAYS_IN: 'static' } });
    const token = await staticToken(on);
    on.process.kill('SIGTERM');
    await on.process.ended();
    const { dataDir: DATA_DIR } = on;
    expect(await whoIs(await startServer({ env: { DATA_DIR } }), token)).toBe(401);
  });
});

describe('an HS256 token', () => {
  it('is somebody where they are switched on, with the scope that is set', async () => {
    const server = await startServer({
      env: {
        WAYS_IN: 'hs256',
        HS256_SECRET_FILE: await secretFile(),
        HS256_SCOPE: 'download:acme',
      },
    });
    expect(await whoIs(server, hs256Token)).toEqual({
      principal: 'token:hs256',
      scope: 'download:acme',
    });
    expect(await whoIs(server, `${hs256Token}x`)).toBe(401);
  });

  it('is nobody where they are switched off', async () => {
    const server = await startServer({ env: { HS256_SECRET_FILE: await secretFile() } });
    expect(await whoIs(server, hs256Token)).toBe(401);
  });

  it.each([
    ['is missing', ''],
    ['is not there', '/nowhere/secret'],
  ])('is not taken where the file of the secret %s: the server does not start', async (_, file) => {
    const env = { WAYS_IN: 'hs256', HS256_SECRET_FILE: file, PORT: '0' };
    const server = new ServerProcess({ env: { ...env, DATA_DIR: await tempFolder() } });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toContain('HS256_SECRET_FILE');
  });

  it('is not taken where the secret is too short: the server does not start', async () => {
    const file = await secretFile('too short a secret');
    const env = { WAYS_IN: 'hs256', HS256_SECRET_FILE: file, PORT: '0' };
    const server = new ServerProcess({ env: { ...env, DATA_DIR: await tempFolder() } });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toContain('shorter than 32 bytes');
    expect(server.stderr).not.toContain('too short a secret');
  });
});

describe('a revoked token', () => {
  it('is refused at once, though it was just taken', async () => {
    const server = await startServer();
    const admin = client(server, await server.token());
    const issued = await fetch(`${server.baseUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: await server.token(),
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        scope: 'download:acme',
      }),
    });
    const { access_token } = z.object({ access_token: z.string() }).parse(await issued.json());
    expect(await whoIs(server, access_token)).toMatchObject({ scope: 'download:acme' });
    const [, payload = ''] = access_token.split('.');
    const { jti } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const revoked = await admin('POST', '/v1/revocations', { jti, reason: 'A test.' });
    expect(revoked.status).toBeLessThan(300);
    expect(await whoIs(server, access_token)).toBe(401);
    expect(await whoIs(server, await server.token())).toMatchObject({ scope: 'admin' });
  });
});
