import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PackageRef, UploadTarget } from '@registry/domain';
import { sha256Of } from '@registry/domain/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startPackageServer } from './support/package-server.ts';
import { openConnection, putHead } from './support/raw-request.ts';
import { tempDataFolder } from './support/temp-folder.ts';

const SIZE = 300_000;
const inAMinute = () => new Date(Date.now() + 60_000);

async function startServer(clock?: () => Date) {
  const folder = await tempDataFolder();
  const server = await startPackageServer(folder, clock);
  onTestFinished(() => server.close());
  const bytes = randomBytes(SIZE);
  const ref: PackageRef = { sha256: sha256Of(bytes), size: SIZE, format: 'zip' };
  const filesIn = async (place: string) =>
    (await readdir(place, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  return { ...server, folder, bytes, ref, filesIn };
}

function send({ method, url, headers }: UploadTarget, body: Buffer<ArrayBuffer>) {
  return fetch(url, { method, headers, body });
}

it('leaves nothing of an upload whose sender hangs up, and takes it when it is sent again', async () => {
  const { packages, port, folder, bytes, ref, filesIn } = await startServer();
  const target = await packages.createUpload(ref, inAMinute());
  for (const cut of [0, 1, 70_000, SIZE - 1]) {
    const socket = await openConnection(port);
    socket.write(putHead(target.url, SIZE));
    socket.write(bytes.subarray(0, cut));
    await vi.waitUntil(async () => (await filesIn(folder.uploads)).length === 1);
    socket.destroy();
    await vi.waitUntil(async () => (await filesIn(folder.uploads)).length === 0);
    expect(await packages.find(ref.sha256)).toBeUndefined();
  }
  expect((await send(target, bytes)).status).toBe(200);
  expect(await packages.find(ref.sha256)).toEqual({ size: SIZE });
});

it('shows nothing of an upload before its last byte is there', async () => {
  const { packages, port, bytes, ref } = await startServer();
  const target = await packages.createUpload(ref, inAMinute());
  const socket = await openConnection(port);
  socket.write(putHead(target.url, SIZE));
  socket.write(bytes.subarray(0, SIZE - 1));
  await sleep(200);
  expect(await packages.find(ref.sha256)).toBeUndefined();
  await expect(packages.read(ref.sha256)).rejects.toThrow(/There is no package/);
  socket.write(bytes.subarray(SIZE - 1));
  await once(socket, 'data');
  socket.destroy();
  expect(await packages.find(ref.sha256)).toEqual({ size: SIZE });
});

it('takes one of many uploads of a package at once, and answers every one of them', async () => {
  const { packages, folder, bytes, ref, filesIn } = await startServer();
  const target = await packages.createUpload(ref, inAMinute());
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(target, bytes)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array(9).fill(412)]);
  expect(await filesIn(folder.uploads)).toEqual([ref.sha256]);
});

it('answers a refused upload on a connection that can be used again', async () => {
  const { packages, port, bytes, ref } = await startServer();
  const target = await packages.createUpload(ref, inAMinute());
  expect((await send(target, bytes)).status).toBe(200);
  const socket = await openConnection(port);
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk;
  });
  for (const round of [1, 2, 3]) {
    socket.write(putHead(target.url, SIZE));
    socket.write(bytes);
    await vi.waitUntil(() => heard.split('HTTP/1.1 412').length === round + 1);
  }
  socket.destroy();
});

it('never loses sight of a package while others keep it', async () => {
  const { packages, folder, filesIn } = await startServer();
  for (let round = 0; round < 60; round += 1) {
    const content = randomBytes(100);
    const ref: PackageRef = { sha256: sha256Of(content), size: 100, format: 'zip' };
    await send(await packages.createUpload(ref, inAMinute()), content);
    let watching = true;
    const watch = async () => {
      while (watching) {
        expect(await packages.find(ref.sha256)).toEqual({ size: 100 });
        for await (const chunk of await packages.read(ref.sha256)) expect(chunk).toEqual(content);
      }
    };
    const watchers = Promise.all(Array.from({ length: 4 }, watch));
    const keepers = Array.from({ length: 6 }, async (_, index) => {
      await sleep(index * 3);
      await packages.keep(ref.sha256);
    });
    await Promise.all(keepers).finally(() => {
      watching = false;
    });
    await watchers;
  }
  expect(await filesIn(folder.uploads)).toEqual([]);
  expect(await filesIn(folder.packages)).toHaveLength(60);
});

it('serves a package by GET and HEAD for as long as the link says, and not a moment longer', async () => {
  let now = new Date('2026-01-01T00:00:00Z');
  const { packages, bytes, ref } = await startServer(() => now);
  const until = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  await send(await packages.createUpload(ref, until(60)), bytes);
  const link = await packages.sign({ kind: 'stored', ...ref }, until(60));
  expect((await fetch(link)).status).toBe(404);
  await packages.keep(ref.sha256);
  const head = await fetch(link, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(SIZE)]);
  now = until(59.999);
  expect((await fetch(link)).status).toBe(200);
  now = until(0.001);
  expect((await fetch(link)).status).toBe(403);
});

it('streams a large package whole', async () => {
  const { packages } = await startServer();
  const bytes = randomBytes(9_000_000);
  const ref: PackageRef = { sha256: sha256Of(bytes), size: bytes.byteLength, format: 'zip' };
  await send(await packages.createUpload(ref, inAMinute()), bytes);
  await packages.keep(ref.sha256);
  const answer = await fetch(await packages.sign({ kind: 'stored', ...ref }, inAMinute()));
  expect(sha256Of(Buffer.from(await answer.arrayBuffer()))).toBe(ref.sha256);
});
