import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { childrenOf } from './support/children.ts';
import { Publication } from './support/publish.ts';
import { openConnection } from './support/raw-http.ts';
import { startServer } from './support/server-process.ts';

// More than what the kernel buffers between the two, so that the server really has to wait.
const BALLAST = 24 * 1024 * 1024;

function requestHead(method: string, url: string, headers: Record<string, string> = {}): string {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`${method} ${pathname}${search} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

async function readToEnd(socket: Socket, wait: () => Promise<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    chunks.push(chunk);
    await wait();
  }
  return Buffer.concat(chunks);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each(['SIGTERM', 'SIGINT'] as const)('on %s, the server', (signal) => {
  it('finishes a download that is read slowly, takes nothing new, and exits with 0', async () => {
    const server = await startServer();
    const publication = await Publication.pack(server, 'acme/big/aws/1.0.0', BALLAST);
    await publication.publish();
    const socket = await openConnection(server.port);
    socket.pause();
    socket.write(requestHead('GET', await publication.link()));
    await once(socket, 'readable');
    server.process.kill(signal);
    await expect
      .poll(() => fetch(`${server.baseUrl}/healthz`).catch(() => 'refused'))
      .toBe('refused');
    await sleep(300);
    expect(server.process.hasEnded).toBe(false);
    const answer = await readToEnd(socket, () => sleep(1));
    const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
    expect(sha256(body)).toBe(publication.content.sha256);
    expect(await server.process.ended()).toBe(0);
  });

  it('finishes an upload and what is published meanwhile, then exits with 0', async () => {
    const server = await startServer();
    const publication = await Publication.pack(server, 'acme/vpc/aws/1.0.0', 100_000);
    const { url, headers } = await publication.requestUpload();
    const socket = await openConnection(server.port);
    socket.write(requestHead('PUT', url, headers));
    socket.write(publication.bytes.subarray(0, 50_000));
    // The rest of the request is on its way when the signal comes.
    await sleep(200);
    server.process.kill(signal);
    await sleep(200);
    expect(server.process.hasEnded).toBe(false);
    socket.write(publication.bytes.subarray(50_000));
    const answer = (await readToEnd(socket, async () => {})).toString();
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    expect(await server.process.ended()).toBe(0);
    const again = await startServer({ env: { DATA_DIR: server.dataDir } });
    const next = await Publication.pack(again, 'acme/vpc/aws/1.0.0');
    expect((await next.send('PUT', '', publication.content)).status).toBe(201);
  });

  it('waits for no connection that asks nothing', async () => {
    const server = await startServer();
    const silent = await openConnection(server.port);
    const halfway = await openConnection(server.port);
    halfway.write('GET /healthz HTTP/1.1\r\nHost: x\r\nX-More:');
    const idle = await openConnection(server.port);
    idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(idle, 'data');
    const ended = Promise.all([silent, halfway, idle].map((each) => once(each, 'close')));
    server.process.kill(signal);
    expect(await server.process.ended()).toBe(0);
    await ended;
  });
});

it('finishes what is being published when Ctrl-C reaches all that it has started', async () => {
  for (const delay of [0, 30, 100]) {
    const server = await startServer();
    const publication = await Publication.pack(server, 'acme/vpc/aws/1.0.0', 1_000_000);
    const { url, headers } = await publication.requestUpload();
    await fetch(url, { method: 'PUT', headers, body: publication.bytes });
    const publishing = publication.send('PUT', '', publication.content);
    // The package is being looked at as soon as there is a process for that.
    await expect.poll(() => childrenOf(server.process.pid), { interval: 1 }).toHaveLength(1);
    await sleep(delay);
    server.process.killGroup('SIGINT');
    expect([delay, (await publishing).status]).toEqual([delay, 201]);
    expect(await server.process.ended()).toBe(0);
  }
});

it('a client that keeps asking on one connection does not keep the server from ending', async () => {
  const server = await startServer();
  const socket = await openConnection(server.port);
  let asking = true;
  socket.once('close', () => {
    asking = false;
  });
  socket.resume();
  const asked = (async () => {
    while (asking) {
      socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
      await sleep(1);
    }
  })();
  await sleep(100);
  server.process.kill('SIGTERM');
  expect(await server.process.ended()).toBe(0);
  await asked;
});
