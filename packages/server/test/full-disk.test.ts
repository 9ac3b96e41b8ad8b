import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { Publication } from './support/publish.ts';
import { startServer } from './support/server-process.ts';
import { tempFolder } from './support/temp-folder.ts';

const NAMESPACE = ['unshare', '--map-root-user', '--mount'];

it('answers 503 when the disk is full, serves what it has, and never says that it is done', async (context) => {
  const probe = 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d" && rmdir "$d"';
  const [program = '', ...options] = NAMESPACE;
  if (spawnSync(program, [...options, 'sh', '-c', probe]).status !== 0) {
    context.skip('this machine lets us mount nothing, so there is no such disk to test on');
  }
  const script = 'mount -t tmpfs -o size=6m tmpfs "$DATA_DIR" && exec "$@"';
  const server = await startServer({
    through: [...NAMESPACE, 'sh', '-c', script, 'sh'],
    // Inside, the token lies on a disk that nobody else can see.
    env: { PATH: '/usr/bin:/bin', DISABLE_AUTH: 'DISABLED', DATA_DIR: await tempFolder() },
  });
  const anybody = { ...server, token: async () => 'nobody asks for it' };
  const first = await Publication.pack(anybody, 'acme/vpc/aws/1.0.0');
  await first.publish();

  const statuses: number[] = [];
  for (let round = 1; statuses.filter((status) => status === 503).length < 5; round += 1) {
    const ballast = round % 2 === 0 ? 1_000_000 : 200_000;
    const next = await Publication.pack(anybody, `acme/vpc/aws/1.${round}.0`, ballast);
    const answers = await next.tryPublish();
    const last = answers.at(-1);
    if (last === undefined) throw new Error('nothing was answered');
    statuses.push(last.status);
    if (last.status === 503) expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([201, 503]).toContain(last.status);
  }
  const module = await Publication.pack(anybody, 'acme/vpc/aws');
  const { modules } = JSON.parse(await (await module.send('GET', '/versions')).text());
  const published = statuses.filter((status) => status === 201).length;
  expect(modules[0].versions).toHaveLength(published + 1);
  const link = await first.link();
  expect(Buffer.from(await (await fetch(link)).arrayBuffer()).equals(first.bytes)).toBe(true);
  server.process.kill('SIGTERM');
  expect(await server.process.ended()).toBe(0);
});
