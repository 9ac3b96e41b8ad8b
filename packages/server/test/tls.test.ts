import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { expect, it } from 'vitest';
import { makeCertificate } from './support/certificate.ts';
import { type RunningServer, ServerProcess, startServer } from './support/server-process.ts';
import { tempFolder } from './support/temp-folder.ts';

async function startTls() {
  const { certFile, keyFile } = await makeCertificate();
  const args = ['--tls-cert', certFile, '--tls-key', keyFile];
  return { server: await startServer({ args }), ca: await readFile(certFile), args };
}

async function get({ baseUrl }: RunningServer, ca: Buffer, path: string) {
  const asked = request(`${baseUrl}${path}`, { ca, agent: false }).end();
  const [answer] = await once(asked, 'response');
  let body = '';
  for await (const chunk of answer) body += chunk;
  return { status: answer.statusCode, body };
}

it('serves https, with the examples published and discovery that names itself', async () => {
  const { server, ca } = await startTls();
  expect(server.baseUrl).toBe(`https://127.0.0.1:${server.port}`);
  const { status, body } = await get(server, ca, '/.well-known/terraform.json');
  expect([status, JSON.parse(body)]).toEqual([
    200,
    { 'modules.v1': `${server.baseUrl}/v1/modules/` },
  ]);
  expect(await readFile(join(server.dataDir, 'terraformrc'), 'utf8')).toBe(
    `credentials "127.0.0.1:${server.port}" {\n  token = "${await server.token()}"\n}\n`,
  );
});

it('finishes the requests in flight, cuts off half-made connections, and exits with 0', async () => {
  const { server, ca } = await startTls();
  const raw = connect(server.port, '127.0.0.1');
  const idle = connectTls({ port: server.port, host: '127.0.0.1', ca });
  const busy = connectTls({ port: server.port, host: '127.0.0.1', ca });
  // To be reset is an end as good as any.
  for (const socket of [raw, idle, busy]) socket.on('error', () => {});
  await Promise.all([
    once(raw, 'connect'),
    once(idle, 'secureConnect'),
    once(busy, 'secureConnect'),
  ]);
  busy.write('POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na');
  await sleep(200);
  const cutOff = Promise.all([raw, idle].map(closed));
  server.process.kill('SIGTERM');
  await cutOff;
  expect(server.process.hasEnded).toBe(false);
  busy.write('=');
  const [answer] = await once(busy, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 .*"error":"invalid_request"/s);
  expect(await server.process.ended()).toBe(0);
});

// Unlike events.once, this does not mind an error before the end.
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

it('refuses what is no certificate and its key, by their names', async () => {
  const { certFile } = await makeCertificate();
  const { keyFile } = await makeCertificate();
  const nonsense = join(await tempFolder(), 'nonsense.pem');
  await writeFile(nonsense, 'nonsense');
  for (const [cert, key] of [
    [certFile, keyFile],
    [nonsense, keyFile],
    [certFile, nonsense],
  ] as const) {
    const env = { PORT: '0', DATA_DIR: await tempFolder() };
    const server = new ServerProcess({ env, args: ['--tls-cert', cert, '--tls-key', key] });
    expect(await server.ended()).toBe(1);
    expect(server.stderr).toBe(`${cert} and ${key} are no certificate and its key.\n`);
  }
});
