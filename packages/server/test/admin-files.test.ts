import { createPublicKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { Publication } from './support/publish.ts';
import { type RunningServer, startServer } from './support/server-process.ts';

const A_DAY_SECONDS = 24 * 60 * 60;

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

async function whoami({ baseUrl }: RunningServer, token: string) {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${baseUrl}/v1/whoami`, { headers });
  return { status: answer.status, body: await answer.json() };
}

async function stop(server: RunningServer): Promise<void> {
  server.process.kill('SIGTERM');
  expect(await server.process.ended()).toBe(0);
}

it("keeps the administrator's token in a file for its owner only, good for a day", async () => {
  const server = await startServer();
  const { baseUrl, dataDir } = server;
  expect(await modeOf(join(dataDir, 'admin-token'))).toBe('600');
  expect(await readFile(join(dataDir, 'admin-token'), 'utf8')).toMatch(
    /^[\w-]+\.[\w-]+\.[\w-]+\n$/,
  );
  const { iss, aud, iat = 0, exp = 0, scope } = decodeJwt(await server.token());
  expect({ iss, aud, scope, life: exp - iat }).toEqual({
    iss: baseUrl,
    aud: baseUrl,
    scope: 'admin',
    life: A_DAY_SECONDS,
  });
  expect(await whoami(server, await server.token())).toMatchObject({
    status: 200,
    body: { principal: 'identity:administrator', scope: 'admin' },
  });
});

it('signs it with the PKCS#8 key of the data folder, which is for its owner only', async () => {
  const server = await startServer();
  const path = join(server.dataDir, 'signing-key.pem');
  const pem = await readFile(path, 'utf8');
  expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect(await modeOf(path)).toBe('600');
  expect(await modeOf(join(server.dataDir, 'url-key'))).toBe('600');
  await expect(jwtVerify(await server.token(), createPublicKey(pem))).resolves.toBeDefined();
});

it('writes a CLI configuration for its owner only, with a host block and the token', async () => {
  const server = await startServer();
  const { baseUrl, port, dataDir } = server;
  const path = join(dataDir, 'terraformrc');
  expect(await modeOf(path)).toBe('600');
  expect(await readFile(path, 'utf8')).toBe(
    [
      `host "127.0.0.1:${port}" {`,
      '  services = {',
      `    "modules.v1" = "${baseUrl}/v1/modules/"`,
      '  }',
      '}',
      '',
      `credentials "127.0.0.1:${port}" {`,
      `  token = "${await server.token()}"`,
      '}',
      '',
    ].join('\n'),
  );
});

it('makes a new token at every start; the old one stays good where key and address are the same', async () => {
  const first = await startServer();
  const old = await first.token();
  await stop(first);
  const env = { DATA_DIR: first.dataDir, PORT: String(first.port) };
  const second = await startServer({ env });
  expect(await second.token()).not.toBe(old);
  expect((await whoami(second, old)).status).toBe(200);
  await stop(second);
  const elsewhere = await startServer({ env: { DATA_DIR: first.dataDir } });
  expect((await whoami(elsewhere, old)).status).toBe(401);
});

it('keeps modules and their packages over a restart, on another port too', async () => {
  const first = await startServer();
  await (await Publication.pack(first, 'acme/vpc/aws/1.0.0')).publish();
  await stop(first);
  const second = await startServer({ env: { DATA_DIR: first.dataDir } });
  const published = await Publication.pack(second, 'acme/vpc/aws/1.0.0');
  const link = await published.link();
  expect(link).toContain(second.baseUrl);
  const bytes = Buffer.from(await (await fetch(link)).arrayBuffer());
  expect(bytes.equals(published.bytes)).toBe(true);
});

it('publishes the examples into a new folder and never again', async () => {
  const first = await startServer({ args: [] });
  expect(first.process.stdout).toContain('source    = "127.0.0.1');
  const label = await Publication.pack(first, 'example/label/generic');
  const subnets = await Publication.pack(first, 'example/subnets/generic');
  expect((await label.send('GET', '/1.0.0/download')).status).toBe(200);
  expect((await subnets.send('GET', '/1.0.0/download')).status).toBe(200);
  expect((await label.send('DELETE', '/1.0.0')).status).toBe(204);
  await stop(first);
  const second = await startServer({ args: [], env: { DATA_DIR: first.dataDir } });
  const again = await Publication.pack(second, 'example/label/generic');
  expect((await again.send('GET', '/1.0.0/download')).status).toBe(404);
});

it('publishes no examples with --no-examples', async () => {
  const server = await startServer({ args: ['--no-examples'] });
  const label = await Publication.pack(server, 'example/label/generic');
  expect((await label.send('GET', '/versions')).status).toBe(404);
});
