import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { json, SIGNATURE, TOKEN } from './support/fake-registry.ts';
import { tarGz } from './support/tar-gz.ts';
import { withRegistry } from './support/with-registry.ts';

const DOWNLOAD = ['download', 'acme/vpc/aws', '1.0.0'];
const PACKAGE = tarGz([
  ['main.tf', 'variable "x" {}'],
  ['modules/a/main.tf', ''],
]);

async function withPublished(bytes = PACKAGE) {
  const joined = await withRegistry();
  const sha256 = joined.registry.add('1.0.0', bytes);
  return { ...joined, sha256 };
}

describe('download', () => {
  it('verifies the digest and unpacks into a folder named for the version', async () => {
    const { registry, machine, env, sha256 } = await withPublished();
    const ended = await machine.run(DOWNLOAD, { env });
    expect(ended).toMatchObject({
      code: 0,
      stdout: `downloaded acme/vpc/aws 1.0.0 to vpc-1.0.0 (sha256 ${sha256}, verified)\n`,
      stderr: '',
    });
    expect(await readFile(`${machine.cwd}/vpc-1.0.0/main.tf`, 'utf8')).toBe('variable "x" {}');
    expect(await readdir(machine.cwd)).toEqual(['vpc-1.0.0']);
    const fetched = registry.seen.at(-1);
    expect(fetched?.path).toBe(`/storage/${sha256}?X-Signature=${SIGNATURE}`);
    expect(fetched?.headers.authorization).toBeUndefined();
  });

  it('takes another folder, new or empty, and a short version', async () => {
    const { machine, env, sha256 } = await withPublished();
    await mkdir(`${machine.cwd}/empty`);
    for (const folder of ['empty', 'deep/new/folder', `${machine.root}/absolute`]) {
      const args = ['download', 'acme/vpc/aws', '1.0', folder, '--json'];
      const ended = await machine.run(args, { env });
      expect(ended.code).toBe(0);
      const data = JSON.parse(ended.stdout);
      expect(data).toMatchObject({ module: 'acme/vpc/aws', version: '1.0.0', sha256 });
      expect((await readdir(data.folder)).sort()).toEqual(['main.tf', 'modules']);
    }
  });

  it('unpacks what was packed, executable files as such', async () => {
    const { machine, env } = await withRegistry();
    await machine.write({ 'src/main.tf': '', 'src/run.sh': '#!/bin/sh' });
    const { chmod } = await import('node:fs/promises');
    await chmod(`${machine.root}/src/run.sh`, 0o755);
    await machine.run(['publish', 'acme/vpc/aws', '1.0.0', `${machine.root}/src`], { env });
    expect((await machine.run(DOWNLOAD, { env })).code).toBe(0);
    expect((await stat(`${machine.cwd}/vpc-1.0.0/run.sh`)).mode & 0o111).not.toBe(0);
    expect((await stat(`${machine.cwd}/vpc-1.0.0/main.tf`)).mode & 0o111).toBe(0);
  });

  it.each([
    ['a folder that is not empty', 'full', 'is not empty'],
    ['a file', 'file', 'is not a folder'],
    ['a folder below a file', 'file/below', 'is not a folder'],
  ])('refuses %s and leaves it alone', async (_, folder, sentence) => {
    const { registry, machine, env } = await withPublished();
    await machine.write({ 'work/project/full/mine.txt': 'mine', 'work/project/file': '' });
    const ended = await machine.run([...DOWNLOAD, folder], { env });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(sentence);
    expect(registry.seen).toEqual([]);
    expect(await readdir(`${machine.cwd}/full`)).toEqual(['mine.txt']);
  });

  it('of a version that is not there ends with 4', async () => {
    const { machine, env } = await withPublished();
    const ended = await machine.run(['download', 'acme/vpc/aws', '9.9.9'], { env });
    expect(ended.code).toBe(4);
    expect(await readdir(machine.cwd)).toEqual([]);
  });

  it('of other bytes than were published ends with 6 and unpacks nothing', async () => {
    const { registry, machine, env, sha256 } = await withPublished();
    registry.packages.set(sha256, tarGz([['main.tf', 'evil']]));
    const ended = await machine.run(DOWNLOAD, { env });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('nothing was unpacked');
    expect(await readdir(machine.cwd)).toEqual([]);
  });

  it.each(['../evil.tf', '/evil.tf', 'a/../../evil.tf'])(
    'of a package with the entry %s ends with 6 and unpacks nothing',
    async (name) => {
      const { machine, env } = await withPublished(
        tarGz([
          ['main.tf', ''],
          [name, 'evil'],
        ]),
      );
      const ended = await machine.run(DOWNLOAD, { env });
      expect(ended.code).toBe(6);
      expect(await readdir(machine.cwd)).toEqual([]);
      expect(await readdir(`${machine.root}/work`)).toEqual(['project']);
    },
  );

  it('of something that is no archive ends with 6', async () => {
    const { machine, env } = await withPublished(Buffer.from('just text'));
    const ended = await machine.run(DOWNLOAD, { env });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('neither a zip nor a tar.gz');
  });

  it('of an address that clients fetch themselves names it and ends with 6', async () => {
    const { registry, machine, env } = await withRegistry();
    const source = 'git::https://example.com/vpc.git?ref=v1';
    registry.versions.set('acme/vpc/aws/1.0.0', { source });
    const ended = await machine.run(DOWNLOAD, { env });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain(`an address that terraform fetches itself: ${source}`);
  });

  it('finds a package at a location that is relative', async () => {
    const { registry, machine, env, sha256 } = await withPublished();
    registry.once(/download$/, (_, response) =>
      json(response, 200, {
        location: `/storage/${sha256}?archive=tar.gz&X-Signature=${SIGNATURE}&checksum=sha256%3A${sha256}`,
      }),
    );
    expect((await machine.run(DOWNLOAD, { env })).code).toBe(0);
  });

  it('that is cut off is made again', async () => {
    const { registry, machine, env } = await withPublished();
    registry.once(/storage/, (_, response) => {
      response.writeHead(200, { 'content-length': '100000' });
      response.write('half', () => response.destroy());
    });
    expect(await machine.run(DOWNLOAD, { env })).toMatchObject({ code: 0, pauses: [750] });
  });

  it('that the storage refuses ends with 7, and nothing secret is said', async () => {
    const { registry, machine, env } = await withPublished();
    registry.once(/storage/, ({ path }, response) => {
      response.writeHead(403).end(path);
    });
    const ended = await machine.run(DOWNLOAD, { env });
    expect(ended.code).toBe(7);
    expect(ended.stderr).toContain(`${registry.url} did not hand out the package (status 403)`);
    expect(ended.stderr).not.toContain(SIGNATURE);
    expect(ended.stderr).not.toContain(TOKEN);
  });

  it('by Ctrl-C ends with 130 and leaves nothing behind', async () => {
    const { registry, machine, env } = await withPublished();
    const interruption = new AbortController();
    registry.once(/storage/, (_, response) => {
      response.writeHead(200, { 'content-length': '100000' });
      response.write('half', () => interruption.abort());
    });
    const ended = await machine.run(DOWNLOAD, { env, signal: interruption.signal });
    expect(ended.code).toBe(130);
    expect(await readdir(machine.cwd)).toEqual([]);
  });
});
