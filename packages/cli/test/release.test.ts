import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withRegistry } from './support/with-registry.ts';

const PROJECT = {
  'work/project/.registry.yaml': `modules:
  - { module: acme/vpc/aws, folder: modules/vpc, tag: vpc/v* }
  - { module: acme/vpc-peering/aws, folder: modules/peering, tag: vpc/peering/v* }
  - { module: acme/label/generic, folder: modules/label, version_file: VERSION }
  - { module: acme/dns/aws, folder: modules/dns, version_file: ../versions/dns }
`,
  'work/project/modules/vpc/main.tf': 'variable "cidr" {}\n',
  'work/project/modules/peering/main.tf': 'variable "peer" {}\n',
  'work/project/modules/label/main.tf': 'variable "name" {}\n',
  'work/project/modules/label/VERSION': '1.0.0\n',
  'work/project/modules/dns/main.tf': 'variable "zone" {}\n',
  'work/project/modules/versions/dns': 'v2.1.0',
};

async function withProject(files: Readonly<Record<string, string>> = {}) {
  const { registry, machine, env } = await withRegistry();
  await machine.write({ ...PROJECT, ...files });
  const release = (...args: string[]) => machine.run(['release', ...args], { env });
  return { registry, machine, env, release };
}

describe('release of a tag', () => {
  it.each([
    ['vpc/v1.2.0', 'acme/vpc/aws/1.2.0'],
    ['vpc/v1.2.0-rc.1', 'acme/vpc/aws/1.2.0-rc.1'],
    ['vpc/peering/v3.0.0', 'acme/vpc-peering/aws/3.0.0'],
  ])('%s publishes that module and no other', async (tag, version) => {
    const { registry, release } = await withProject();
    expect(await release('--tag', tag)).toMatchObject({ code: 0, stderr: '' });
    expect([...registry.versions.keys()]).toEqual([version]);
  });

  it.each(['v1.2.0', 'vpc/1.2.0', 'vpc/v1.2', 'vpc/vlatest', 'label/v1.0.0', 'vpc/v'])(
    '%s means no module, and says which tags do',
    async (tag) => {
      const { registry, release } = await withProject();
      const { code, stderr } = await release('--tag', tag);
      expect(code).toBe(2);
      expect(stderr).toContain('"vpc/v*", "vpc/peering/v*"');
      expect(registry.seen).toEqual([]);
    },
  );
});

it('publishes nothing for a tag that means two modules', async () => {
  const { registry, release } = await withProject({
    'work/project/.registry.yaml':
      'modules: [{ module: a/b/c, folder: a, tag: v* }, { module: a/d/c, folder: d, tag: "*" }]',
  });
  const { code, stderr } = await release('--tag', 'v1.0.0');
  expect(code).toBe(2);
  expect(stderr).toContain('more than one');
  expect(registry.seen).toEqual([]);
});

describe('release without a tag', () => {
  it('publishes each module that names its version in a file, and again is harmless', async () => {
    const { registry, release } = await withProject();
    const first = await release();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('published acme/label/generic 1.0.0');
    expect([...registry.versions.keys()]).toEqual([
      'acme/label/generic/1.0.0',
      'acme/dns/aws/2.1.0',
    ]);
    const again = await release('--json');
    expect(JSON.parse(again.stdout)).toEqual({
      released: [
        { module: 'acme/label/generic', version: '1.0.0', status: 'unchanged' },
        { module: 'acme/dns/aws', version: '2.1.0', status: 'unchanged' },
      ],
    });
  });

  it('publishes only what has a new version', async () => {
    const { registry, machine, release } = await withProject();
    await release();
    await machine.write({
      'work/project/modules/label/VERSION': '1.1.0',
      'work/project/modules/label/main.tf': 'variable "title" {}\n',
    });
    const { stdout } = await release();
    expect(stdout).toContain('published acme/label/generic 1.1.0\nunchanged acme/dns/aws 2.1.0');
    expect(registry.versions.has('acme/label/generic/1.1.0')).toBe(true);
  });

  it('names what changed without a new version, and publishes the others all the same', async () => {
    const { registry, machine, release } = await withProject();
    await release();
    await machine.write({
      'work/project/modules/label/main.tf': 'variable "title" {}\n',
      'work/project/modules/versions/dns': '2.2.0',
    });
    const { code, stdout, stderr } = await release();
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain('published acme/dns/aws 2.2.0');
    expect(stderr).toContain('acme/label/generic 1.0.0: ');
    expect(registry.versions.has('acme/dns/aws/2.2.0')).toBe(true);
  });

  it('keeps nothing back for a module that cannot be packed', async () => {
    const { registry, machine, release } = await withProject();
    await symlink('/etc/hostname', `${machine.cwd}/modules/label/leak.tf`);
    const { code, stderr } = await release();
    expect(stderr).toContain('acme/label/generic 1.0.0: ');
    expect(code).toBe(6);
    expect([...registry.versions.keys()]).toEqual(['acme/dns/aws/2.1.0']);
  });

  it('stops where the token is refused, which it would be for all of them', async () => {
    const { registry, machine, env } = await withProject();
    const ended = await machine.run(['release'], { env: { ...env, REGISTRY_TOKEN: 'other' } });
    expect(ended.code).toBe(3);
    expect(registry.seen.length).toBe(1);
  });

  it('shows what it would do, and contacts nobody', async () => {
    const { registry, release } = await withProject();
    const { stdout } = await release('--dry-run');
    expect(stdout).toBe(
      'would publish acme/label/generic 1.0.0\nwould publish acme/dns/aws 2.1.0\n',
    );
    expect(registry.seen).toEqual([]);
  });
});

describe('a list of modules that cannot be used', () => {
  it.each([
    ['no list', 'registry: https://registry.example.com', 'modules'],
    ['an empty list', 'modules: []', 'modules'],
    ['a module that is none', 'modules: [{ module: vpc, folder: a, tag: v* }]', 'three parts'],
    ['no folder', 'modules: [{ module: a/b/c, tag: v* }]', 'modules.0.folder'],
    ['an unknown key', 'modules: [{ module: a/b/c, folder: a, tags: v* }]', 'modules.0'],
    ['a tag without a star', 'modules: [{ module: a/b/c, folder: a, tag: v }]', 'modules.0.tag'],
    ['no way to a version', 'modules: [{ module: a/b/c, folder: a }]', 'gets its version'],
    [
      'one tag for two modules',
      'modules: [{ module: a/b/c, folder: a, tag: v* }, { module: a/d/c, folder: d, tag: v* }]',
      'for two modules',
    ],
    [
      'one module twice',
      'modules: [{ module: a/b/c, folder: a, tag: v* }, { module: a/b/c, folder: d, tag: w* }]',
      'twice',
    ],
  ])('%s is refused, and says what to write', async (_, yaml, complaint) => {
    const { release } = await withProject({ 'work/project/.registry.yaml': yaml });
    const { code, stderr } = await release('--tag', 'v1.0.0');
    expect(code).toBe(2);
    expect(stderr).toContain(complaint);
  });

  it('none is a usage error', async () => {
    const { machine, env } = await withRegistry();
    const { code, stderr } = await machine.run(['release'], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('There is no .registry.yaml here or above');
  });
});
