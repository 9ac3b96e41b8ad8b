import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { moduleFiles, type Package, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const ROUNDS = 15;
const PUBLISHERS = 3;
// Until some have published and some have not: functions start anew after every kill.
const LONGEST_MS = inject('stack') === undefined ? 150 : 3000;

const target = useTarget(() => startTarget());

it('loses nothing that was acknowledged and lists nothing half, whenever it is killed', async () => {
  const module = `${freshNamespace()}/kill/aws`;
  const published = new Map<string, Package>();
  let next = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const interrupted: { version: string; packed: Package }[] = [];
    const publisher = async () => {
      for (;;) {
        next += 1;
        const version = `1.${next}.0`;
        const packed = await packTarGz(moduleFiles(version));
        const api = new RegistryApi(target());
        const answer = await api.tryPublish(`${module}/${version}`, packed).catch(() => undefined);
        if (answer?.status === 201) published.set(version, packed);
        else return void interrupted.push({ version, packed });
      }
    };
    const publishers = Promise.all(Array.from({ length: PUBLISHERS }, publisher));
    await sleep(Math.random() * LONGEST_MS);
    await target().kill();
    await publishers;
    await target().restart();

    const api = new RegistryApi(target());
    const listed = await api.versions(module);
    expect(listed).toEqual(expect.arrayContaining([...published.keys()]));
    const maybe = new Map(interrupted.map(({ version, packed }) => [version, packed]));
    for (const version of listed.filter((each) => !published.has(each))) {
      const fetched = await api.download(`${module}/${version}`);
      expect(fetched.bytes, version).toEqual(maybe.get(version)?.bytes);
    }
    for (const { version, packed } of interrupted) {
      const { status } = await api.tryPublish(`${module}/${version}`, packed);
      expect(status, version).toBe(listed.includes(version) ? 200 : 201);
      published.set(version, packed);
    }
  }
  const api = new RegistryApi(target());
  expect((await api.versions(module)).sort()).toEqual([...published.keys()].sort());
  for (const [version, packed] of published) {
    expect((await api.download(`${module}/${version}`)).bytes, version).toEqual(packed.bytes);
  }
  expect(published.size).toBeGreaterThan(ROUNDS * PUBLISHERS);
});

it('takes an upload address again after a kill in the middle of the upload', async () => {
  const api = new RegistryApi(target());
  const version = `${freshNamespace()}/kill/aws/1.0.0`;
  const packed = await packTarGz({ ...moduleFiles('x'), ballast: randomBytes(30_000_000) });
  const upload = await api.requestUpload(version, packed);
  if (upload === null) throw new Error('this package is new');
  const sending = api.raw('PUT', upload.url, upload.headers, packed.bytes).catch(() => 'cut off');
  await sleep(2);
  await target().kill();
  await sending;
  await target().restart();
  const put = await api.raw('PUT', upload.url, upload.headers, packed.bytes);
  expect([200, 412]).toContain(put.status);
  expect((await api.send('PUT', `/v1/modules/${version}`, packed.content)).status).toBe(201);
});
