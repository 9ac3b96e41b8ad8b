import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { digest, json, TOKEN } from './support/fake-registry.ts';
import { tarGz } from './support/tar-gz.ts';
import { withRegistry } from './support/with-registry.ts';

const PUBLISH = ['publish', 'acme/vpc/aws', '1.0.0'];
const MODULE = {
  'work/project/main.tf': 'variable "cidr" {}\n',
  'work/project/scripts/run.sh': '#!/bin/sh\n',
  'work/project/.git/config': 'not this',
  'work/project/terraform.tfstate': 'nor this',
};

describe('publish of a folder', () => {
  it('packs, uploads and publishes, and says what to write next', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write(MODULE);
    const ended = await machine.run(PUBLISH, { env });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('published acme/vpc/aws 1.0.0 (sha256 ');
    expect(ended.stdout).toContain(`module "vpc" {
  source  = "${registry.host}/acme/vpc/aws"
  version = "1.0.0"
}`);
    expect(registry.log).toEqual([
      'POST /v1/modules/acme/vpc/aws/1.0.0/uploads',
      expect.stringMatching(/^PUT \/storage\/[0-9a-f]{64}$/),
      'PUT /v1/modules/acme/vpc/aws/1.0.0',
    ]);
    expect(await machine.leftovers()).toEqual([]);
  });

  it('makes the same package of the same files, and a second time is done with 0', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write(MODULE);
    const first = await machine.run([...PUBLISH, '--json'], { env });
    await chmod(`${machine.cwd}/main.tf`, 0o600);
    await machine.write(MODULE);
    const second = await machine.run([...PUBLISH, '--json'], { env });
    expect([first.code, second.code]).toEqual([0, 0]);
    const [one, two] = [JSON.parse(first.stdout), JSON.parse(second.stdout)];
    expect([one.status, two.status]).toEqual(['created', 'unchanged']);
    expect(one.sha256).toBe(two.sha256);
    expect(registry.packages.size).toBe(1);
    const text = await machine.run(PUBLISH, { env });
    expect(text.stdout).toContain('was published already with this very content');
  });

  it('tells machines everything', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write(MODULE);
    const { stdout } = await machine.run([...PUBLISH, '.', '--json'], { env });
    const [sha256 = ''] = registry.packages.keys();
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'created',
      id: 'acme/vpc/aws/1.0.0',
      sha256,
      size: registry.packages.get(sha256)?.length,
      format: 'tar.gz',
      module: { source: `${registry.host}/acme/vpc/aws`, version: '1.0.0' },
    });
  });

  it('drops the v of a Git tag and keeps build metadata', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write(MODULE);
    expect((await machine.run(['publish', 'acme/vpc/aws', 'v1.0.0'], { env })).code).toBe(0);
    expect((await machine.run(['publish', 'acme/vpc/aws', '2.0.0-rc.1+b.7'], { env })).code).toBe(
      0,
    );
    expect([...registry.versions.keys()]).toEqual([
      'acme/vpc/aws/1.0.0',
      'acme/vpc/aws/2.0.0-rc.1+b.7',
    ]);
  });

  it('does not ship the token that it uses', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write({ ...MODULE, 'work/project/secret/token': TOKEN });
    const args = [...PUBLISH, '--token-file', 'secret/token'];
    const ended = await machine.run(args, { env: { ...env, REGISTRY_TOKEN: '' } });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('would go into the package; name it in .terraformignore');
    expect(registry.seen).toEqual([]);
    await machine.write({ 'work/project/.terraformignore': 'secret/\n' });
    expect((await machine.run(args, { env: { ...env, REGISTRY_TOKEN: '' } })).code).toBe(0);
  });

  it('with another content ends with 5', async () => {
    const { machine, env } = await withRegistry();
    await machine.write(MODULE);
    await machine.run(PUBLISH, { env });
    await machine.write({ 'work/project/main.tf': 'variable "other" {}\n' });
    const ended = await machine.run(PUBLISH, { env });
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain('exists with another content');
  });

  it('that the registry refuses ends with 6 and names each fault', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write(MODULE);
    registry.once(/^PUT \/v1/, (_, response) =>
      json(response, 422, { errors: ['main.tf does not parse.', 'There is a link.'] }),
    );
    const ended = await machine.run(PUBLISH, { env });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toBe('error: main.tf does not parse.\nerror: There is a link.\n');
  });

  it('shows how far it is on a terminal, on stderr alone', async () => {
    const { machine, env } = await withRegistry();
    await machine.write(MODULE);
    const ended = await machine.run(PUBLISH, { env, terminal: true });
    expect(ended.stderr).toContain('packing');
    expect(ended.stderr).toContain('uploading');
    expect(ended.stdout).not.toContain('uploading');
    const quiet = await machine.run([...PUBLISH, '--json'], { env, terminal: true });
    expect(quiet.stderr).toBe('');
  });

  it('warns of a host that the clients refuse', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write(MODULE);
    const REGISTRY_URL = registry.url.replace('127.0.0.1', 'localhost');
    const ended = await machine.run(PUBLISH, { env: { ...env, REGISTRY_URL } });
    expect(ended.stdout).toContain('refuse the host localhost');
  });
});

describe('publish of an archive', () => {
  it('ships it as it is, whatever its name', async () => {
    const { registry, machine, env } = await withRegistry();
    const bytes = tarGz([['main.tf', 'variable "x" {}']]);
    await machine.write({ 'work/project/module.zip': bytes });
    const ended = await machine.run([...PUBLISH, 'module.zip', '--json'], { env });
    expect(JSON.parse(ended.stdout)).toMatchObject({ sha256: digest(bytes), format: 'tar.gz' });
    expect(registry.packages.get(digest(bytes))).toEqual(bytes);
  });

  it('knows a zip by its first bytes', async () => {
    const { machine, env } = await withRegistry();
    await machine.write({ 'work/project/module': Buffer.from('PK\u0003\u0004 and so on') });
    const ended = await machine.run([...PUBLISH, 'module', '--json'], { env });
    expect(JSON.parse(ended.stdout)).toMatchObject({ format: 'zip', size: 14 });
  });

  it('that is none ends with 6', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write({ 'work/project/module.tar.gz': 'just text' });
    const ended = await machine.run([...PUBLISH, 'module.tar.gz'], { env });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('is neither a zip nor a tar.gz');
    expect(registry.seen).toEqual([]);
  });
});

describe('publish of what lies elsewhere', () => {
  it('hands on an address', async () => {
    const { registry, machine, env } = await withRegistry();
    const source = 'git::https://example.com/vpc.git?ref=v1.0.0';
    const ended = await machine.run([...PUBLISH, '--source', source], { env });
    expect(ended.code).toBe(0);
    expect(registry.versions.get('acme/vpc/aws/1.0.0')).toEqual({ source });
  });

  it('names an object in a bucket', async () => {
    const { registry, machine, env } = await withRegistry();
    const sha256 = 'AB'.repeat(32);
    const args = ['--bucket', 'b', '--key', 'k/x.zip', '--sha256', sha256];
    const ended = await machine.run([...PUBLISH, ...args], { env });
    expect(ended.code).toBe(0);
    expect(registry.versions.get('acme/vpc/aws/1.0.0')).toEqual({
      bucket: 'b',
      key: 'k/x.zip',
      sha256: sha256.toLowerCase(),
    });
  });
});

describe('publish --dry-run', () => {
  it('lists what would go in, with the digest that publishing has, and contacts nobody', async () => {
    const { registry, machine, env } = await withRegistry();
    await machine.write(MODULE);
    const ended = await machine.run([...PUBLISH, '--dry-run', '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(registry.seen).toEqual([]);
    const rehearsed = JSON.parse(ended.stdout);
    expect(rehearsed.files).toEqual([
      { path: 'main.tf', size: 19 },
      { path: 'scripts/run.sh', size: 10 },
    ]);
    const published = JSON.parse((await machine.run([...PUBLISH, '--json'], { env })).stdout);
    expect(rehearsed.sha256).toBe(published.sha256);
    expect(rehearsed.size).toBe(published.size);
    expect(await machine.leftovers()).toEqual([]);
  });

  it('is legible for people', async () => {
    const { machine } = await withRegistry();
    await machine.write(MODULE);
    const { stdout } = await machine.run([...PUBLISH, '--dry-run']);
    expect(stdout).toMatch(
      /^ {2}main\.tf {2}19 bytes\n {2}scripts\/run\.sh {2}10 bytes\n\nwould publish acme\/vpc\/aws 1\.0\.0: 2 files, \d+ bytes as tar\.gz, sha256 [0-9a-f]{64}\n$/,
    );
  });

  it('looks into an archive', async () => {
    const { machine } = await withRegistry();
    await machine.write({
      'work/project/m.tgz': tarGz([
        ['main.tf', 'x'],
        ['a/b.tf', 'yy'],
      ]),
    });
    const { stdout } = await machine.run([...PUBLISH, 'm.tgz', '--dry-run', '--json']);
    expect(JSON.parse(stdout).files).toEqual([
      { path: 'main.tf', size: 1 },
      { path: 'a/b.tf', size: 2 },
    ]);
  });

  it('says what address would be published', async () => {
    const { machine } = await withRegistry();
    const source = 'git::https://example.com/vpc.git';
    const { stdout } = await machine.run([...PUBLISH, '--dry-run', '--source', source, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ dry_run: true, version: '1.0.0', source });
  });
});
