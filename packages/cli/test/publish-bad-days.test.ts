import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { json, SIGNATURE, TOKEN } from './support/fake-registry.ts';
import { tarGz } from './support/tar-gz.ts';
import { withRegistry } from './support/with-registry.ts';

const PUBLISH = ['publish', 'acme/vpc/aws', '1.0.0', 'module.tar.gz'];

/** A machine with an archive of a few megabytes, so that an upload takes more than one packet. */
async function withArchive() {
  const joined = await withRegistry();
  const content = randomBytes(3_000_000).toString('base64');
  await joined.machine.write({ 'work/project/module.tar.gz': tarGz([['main.tf', content]]) });
  return joined;
}

describe('an upload', () => {
  it('that is hung up on in the middle is made again', async () => {
    const { registry, machine, env } = await withArchive();
    registry.once(/^PUT \/storage/, (_, response) => {
      setTimeout(() => response.destroy(), 20);
    });
    const ended = await machine.run(PUBLISH, { env });
    expect(ended).toMatchObject({ code: 0, pauses: [750] });
    expect(ended.stderr).toContain('the connection was cut off; trying again');
    expect(registry.packages.size).toBe(1);
  });

  it('that the storage has no time for is made again', async () => {
    const { registry, machine, env } = await withArchive();
    registry.once(/^PUT \/storage/, (_, response) => {
      response.writeHead(503, { 'retry-after': '1' }).end();
    });
    expect(await machine.run(PUBLISH, { env })).toMatchObject({ code: 0, pauses: [1250] });
  });

  it('of bytes that are there already carries on', async () => {
    const { registry, machine, env } = await withArchive();
    let raced = false;
    registry.once(/^PUT \/storage/, ({ path }, response) => {
      raced = true;
      // Somebody else was faster with the same bytes.
      registry.packages.set(path.split(/[/?]/)[2] ?? '', Buffer.from('the same'));
      response.writeHead(412).end();
    });
    const ended = await machine.run(PUBLISH, { env });
    expect(raced).toBe(true);
    expect(ended).toMatchObject({ code: 0, pauses: [] });
  });

  it('that is not needed is not made', async () => {
    const { registry, machine, env } = await withArchive();
    await machine.run(PUBLISH, { env });
    registry.seen.length = 0;
    const ended = await machine.run(['publish', 'acme/vpc/aws', '2.0.0', 'module.tar.gz'], { env });
    expect(ended.code).toBe(0);
    expect(registry.log).toEqual([
      'POST /v1/modules/acme/vpc/aws/2.0.0/uploads',
      'PUT /v1/modules/acme/vpc/aws/2.0.0',
    ]);
  });

  it('goes to the storage without the token, in its exact length', async () => {
    const { registry, machine, env } = await withArchive();
    await machine.run(PUBLISH, { env });
    const put = registry.seen.find(({ path }) => path.startsWith('/storage'));
    expect(put?.headers.authorization).toBeUndefined();
    expect(put?.headers['content-length']).toBe(String(put?.body.length));
    expect(put?.headers['transfer-encoding']).toBeUndefined();
  });

  it('that the storage refuses ends with 7, and no signed address is said', async () => {
    const { registry, machine, env } = await withArchive();
    registry.once(/^PUT \/storage/, ({ path }, response) => {
      response.writeHead(403).end(`<Error><Code>AccessDenied</Code><Url>${path}</Url></Error>`);
    });
    for (const flags of [[], ['--json']]) {
      const ended = await machine.run([...PUBLISH, ...flags], { env });
      if (flags.length > 0) continue;
      expect(ended.code).toBe(7);
      expect(ended.stderr).toContain('did not take the package (status 403, AccessDenied)');
      expect(ended.stdout + ended.stderr).not.toContain(SIGNATURE);
      expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
    }
  });

  it('whose file changes on the way does not pass for the old one', async () => {
    const { registry, machine, env } = await withArchive();
    registry.once(/uploads$/, ({ body }, response) => {
      const { sha256, size } = JSON.parse(body.toString());
      const url = `${registry.url}/storage/${sha256}?size=${size}&X-Signature=${SIGNATURE}`;
      const headers = { 'content-type': 'application/octet-stream', 'if-none-match': '*' };
      void writeFile(`${machine.cwd}/module.tar.gz`, 'short').then(() =>
        json(response, 201, { upload: { method: 'PUT', url, headers, expires_at: '' } }),
      );
    });
    const ended = await machine.run(PUBLISH, { env });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('changed while it was uploaded');
    expect(registry.versions.size).toBe(0);
  });
});

describe('a publish that died half way', () => {
  it.each([
    ['before the upload', /uploads$/],
    ['during the upload', /^PUT \/storage/],
    ['before the version', /^PUT \/v1/],
  ])('%s is finished by the same command', async (_, match) => {
    const { registry, machine, env } = await withArchive();
    for (let count = 0; count < 4; count += 1) {
      registry.once(match, (_request, response) => response.destroy());
    }
    expect((await machine.run(PUBLISH, { env })).code).toBe(7);
    expect(registry.versions.size).toBe(0);
    expect((await machine.run(PUBLISH, { env })).code).toBe(0);
    expect(registry.versions.size).toBe(1);
    expect(await machine.leftovers()).toEqual([]);
  });

  it('after the version was made, before that was heard, is done with 0', async () => {
    const { registry, machine, env } = await withArchive();
    registry.once(/^PUT \/v1/, (request, response) => {
      registry.versions.set('acme/vpc/aws/1.0.0', JSON.parse(request.body.toString()));
      response.destroy();
    });
    const ended = await machine.run([...PUBLISH, '--json'], { env });
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout).status).toBe('unchanged');
  });

  it('by Ctrl-C ends with 130 and leaves nothing behind', async () => {
    const { registry, machine, env } = await withArchive();
    await machine.write({ 'work/project/main.tf': '' });
    const interruption = new AbortController();
    registry.once(/^PUT \/storage/, () => interruption.abort());
    const ended = await machine.run(['publish', 'acme/vpc/aws', '1.0.0', '--json'], {
      env,
      signal: interruption.signal,
    });
    expect(ended.code).toBe(130);
    expect(JSON.parse(ended.stdout).errors).toEqual([
      'Interrupted; the same command can be run again.',
    ]);
    expect(await machine.leftovers()).toEqual([]);
    expect((await machine.run(['publish', 'acme/vpc/aws', '1.0.0'], { env })).code).toBe(0);
  });
});
