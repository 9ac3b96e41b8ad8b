import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Publication } from './support/publish.ts';
import { exchange, openConnection } from './support/raw-http.ts';
import { type RunningServer, startServer } from './support/server-process.ts';

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly method?: string;
  readonly status?: number;
}

/** All that the server has logged when it has come to its end, each line parsed. */
async function logOf({ process }: RunningServer): Promise<Line[]> {
  process.kill('SIGTERM');
  expect(await process.ended()).toBe(0);
  return process.stderr
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

it('has one JSON object a line for every request, refused ones too, and nothing on stdout', async () => {
  const server = await startServer();
  const { port, process } = server;
  const greeting = process.stdout;
  const asked: [string, number | undefined][] = [
    ['GET /healthz HTTP/1.1\r\nHost: x', 200],
    ['GET /v1/whoami HTTP/1.1\r\nHost: x', 401],
    ['GET /nothing HTTP/1.1\r\nHost: x', 404],
    ['POST /healthz HTTP/1.1\r\nHost: x', 405],
    ['GET /v1/../healthz HTTP/1.1\r\nHost: x', 400],
    ['GET /healthz HTTP/1.1', 400],
    ['GARBAGE', 400],
    [`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}`, 431],
    ['CONNECT x:1 HTTP/1.1\r\nHost: x', 400],
  ];
  for (const [head] of asked) await exchange(port, `${head}\r\n\r\n`);
  const lines = await logOf(server);
  expect(lines.map(({ status }) => status)).toEqual(asked.map(([, status]) => status));
  for (const line of lines) {
    expect(line).toMatchObject({ level: 'info', msg: expect.any(String) });
    expect(Date.parse(line.time)).toBeGreaterThan(0);
  }
  expect(process.stdout).toBe(greeting);
});

it('holds no token and no signed address, wherever a client puts them', async () => {
  const server = await startServer();
  const token = await server.token();
  const publication = await Publication.pack(server, 'acme/vpc/aws/1.0.0', 3_000_000);
  const upload = await publication.requestUpload();
  await publication.publish();
  const link = await publication.link();
  expect((await fetch(link)).status).toBe(200);
  expect((await fetch(`${link}x`)).status).toBe(403);
  const { pathname, search } = new URL(link);
  for (const target of [
    `/${token}`,
    `/healthz?token=${token}`,
    `/v1/modules/${token}/vpc/aws/versions`,
    `/v1/modules/acme/vpc/aws/${token}`,
    `/v1/modules/acme/vpc/aws/${token}/download`,
    `/packages/${token}`,
    `//${token}`,
    `/../${token}`,
    `/healthz${search}`,
    `/${encodeURIComponent(link)}`,
    link,
    `${pathname}/${search}`,
  ]) {
    await exchange(server.port, `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
  }
  for (const head of [
    `${token} / HTTP/1.1\r\nHost: x`,
    `GET /healthz HTTP/1.1\r\nHost: x\r\n${token}`,
    `GET /healthz HTTP/1.1\r\nHost: ${token}`,
    `GET /v1/whoami HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${token}`,
    `GET /v1/whoami HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}x`,
    `GET /v1/whoami HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nCookie: ${token}`,
    `CONNECT ${token} HTTP/1.1\r\nHost: x`,
  ]) {
    await exchange(server.port, `${head}\r\n\r\n`);
  }
  expect((await logOf(server)).length).toBeGreaterThan(20);
  const [, , signature = ''] = token.split('.');
  const secrets = [token, signature, ...[link, upload.url].map(signatureOf)];
  for (const secret of secrets) expect(server.process.stderr).not.toContain(secret);
});

it('tells the token from its digest nowhere either', async () => {
  const server = await startServer();
  const token = await server.token();
  await fetch(`${server.baseUrl}/v1/whoami`, { headers: { Authorization: `Bearer ${token}` } });
  await logOf(server);
  for (const encoding of ['hex', 'base64'] as const) {
    const digest = createHash('sha256').update(token).digest(encoding);
    expect(server.process.stderr).not.toContain(digest);
  }
});

it('stays one object a line when clients hang up', async () => {
  const server = await startServer();
  const publication = await Publication.pack(server, 'acme/vpc/aws/1.0.0', 20_000_000);
  await publication.publish();
  const { pathname, search } = new URL(await publication.link());
  const download = await openConnection(server.port);
  download.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await once(download, 'data');
  download.resetAndDestroy();
  const post = await openConnection(server.port);
  post.write('POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
  await sleep(50);
  post.resetAndDestroy();
  const put = await openConnection(server.port);
  const upload = await (await Publication.pack(server, 'acme/b/aws/1.0.0', 99_999)).requestUpload();
  const target = new URL(upload.url);
  put.write(
    `PUT ${target.pathname}${target.search} HTTP/1.1\r\nHost: x\r\nContent-Length: ${upload.headers['content-length']}\r\n\r\nhalf`,
  );
  await sleep(50);
  put.resetAndDestroy();
  const lines = await logOf(server);
  expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
  expect(server.process.stdout).toMatch(/ready \S+\n$/);
});

function signatureOf(url: string): string {
  const signature = new URL(url).searchParams.get('signature');
  if (!signature) throw new Error('this address is not signed');
  return signature;
}
