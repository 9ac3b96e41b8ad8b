import { randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, readlink, stat, symlink, utimes } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withRegistry } from './support/with-registry.ts';

const HOST = 'registry.example.com';

async function withHost() {
  const { registry, machine, env } = await withRegistry();
  const config = (more: readonly string[] = [], extra: Record<string, string> = {}) =>
    machine.run(['token', 'config', '--host', HOST, ...more], { env: { ...env, ...extra } });
  const read = (name: string) => readFile(`${machine.root}/${name}`, 'utf8');
  const mode = async (name: string) => (await stat(`${machine.root}/${name}`)).mode & 0o777;
  return { registry, machine, config, read, mode };
}

const block = (token: string | undefined) =>
  `credentials "registry.example.com" {\n  token = "${token}"\n}\n`;

describe('token config', () => {
  it('writes a file that only its owner may read', async () => {
    const { registry, machine, config, read, mode } = await withHost();
    const ended = await config();
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toBe(`written a token for ${HOST} to ${machine.home}/.terraformrc\n`);
    expect(await read('home/.terraformrc')).toBe(block(registry.issued[0]));
    expect(await mode('home/.terraformrc')).toBe(0o600);
  });

  it('leaves the rest of the file as it is, and replaces what it wrote before', async () => {
    const { registry, machine, config, read, mode } = await withHost();
    const rest =
      'plugin_cache_dir = "x" # mine\n\n/* kept */ credentials "other.example" { token = "o" }';
    await machine.write({ 'home/.terraformrc': rest });
    await config();
    await config();
    expect(registry.issued).toHaveLength(2);
    expect(await read('home/.terraformrc')).toBe(`${rest}\n\n${block(registry.issued[1])}`);
    expect(await mode('home/.terraformrc')).toBe(0o600);
  });

  it.each([
    ['TF_CLI_CONFIG_FILE', [], { TF_CLI_CONFIG_FILE: 'mine.tfrc' }, 'work/project/mine.tfrc'],
    ['and so for tofu', ['--tofu'], { TF_CLI_CONFIG_FILE: 'mine.tfrc' }, 'work/project/mine.tfrc'],
    ['an empty variable', [], { TF_CLI_CONFIG_FILE: '' }, 'home/.terraformrc'],
    ['--tofu', ['--tofu'], {}, 'home/.tofurc'],
  ])('goes where the clients look: %s', async (_, args, env, file) => {
    const { registry, config, read } = await withHost();
    expect((await config(args, env)).code).toBe(0);
    expect(await read(file)).toBe(block(registry.issued[0]));
  });

  it('says when tofu will read another file than before', async () => {
    const { machine, config } = await withHost();
    await machine.write({ 'home/.terraformrc': '' });
    expect((await config(['--tofu'])).stderr).toContain('.terraformrc no longer');
    expect((await config(['--tofu'])).stderr).toBe('');
  });

  it('keeps a JSON file JSON', async () => {
    const { registry, machine, config, read } = await withHost();
    await machine.write({ 'home/.terraformrc': '{\n    "disable_checkpoint": true\n}\n' });
    await config();
    const text = await read('home/.terraformrc');
    expect(text).toMatch(/^\{\n {4}"disable_checkpoint": true,\n {4}"credentials": \{\n {8}"/);
    expect(JSON.parse(text).credentials[HOST].token).toBe(registry.issued[0]);
    await config([], { TF_CLI_CONFIG_FILE: 'new.tfrc.json' });
    const fresh = JSON.parse(await read('work/project/new.tfrc.json'));
    expect(fresh).toEqual({ credentials: { [HOST]: { token: registry.issued[1] } } });
  });

  it.each([
    ['an existing file', 'home/dotfiles/rc'],
    ['a file yet to be', undefined],
  ])('keeps a link to %s', async (_, file) => {
    const { registry, machine, config, read, mode } = await withHost();
    await machine.write({ 'home/dotfiles/other': '', ...(file && { [file]: '# dotfiles\n' }) });
    await symlink('dotfiles/rc', `${machine.home}/.terraformrc`);
    await config();
    expect(await readlink(`${machine.home}/.terraformrc`)).toBe('dotfiles/rc');
    expect((await lstat(`${machine.home}/dotfiles/rc`)).isFile()).toBe(true);
    expect(await read('home/dotfiles/rc')).toContain(block(registry.issued[0]));
    expect(await mode('home/dotfiles/rc')).toBe(0o600);
  });

  it.each([['credentials "a" {'], ['x = "'], ['{ "a": }'], ['credentials = 5'], ['/* no end']])(
    'leaves a file alone that it cannot read (%s), and says nothing of what is in it',
    async (text) => {
      const { machine, config, read } = await withHost();
      await machine.write({ 'home/.terraformrc': `${text}\n# s3cr3t` });
      const ended = await config();
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toContain('.terraformrc cannot be changed, because');
      expect(ended.stderr).not.toContain('s3cr3t');
      expect(await read('home/.terraformrc')).toBe(`${text}\n# s3cr3t`);
    },
  );

  it('takes away what it left when it was killed, and nothing else', async () => {
    const { registry, machine, config, read } = await withHost();
    const draft = (name: string) => `home/${name}.${randomUUID()}.tmp`;
    const [stale, fresh] = [draft('.terraformrc'), draft('.terraformrc')];
    const others = [draft('.tofurc'), 'home/.terraformrc.backup.tmp', 'home/.terraformrc.old'];
    for (const name of [stale, fresh, ...others]) {
      await machine.write({ [name]: 'token = "lost"' });
      if (name !== fresh) await utimes(`${machine.root}/${name}`, 0, 0);
    }
    await config();
    expect(await read('home/.terraformrc')).toBe(block(registry.issued[0]));
    const left = (await readdir(machine.home)).map((name) => `home/${name}`);
    for (const name of [fresh, ...others]) expect(left).toContain(name);
    expect(left).not.toContain(stale);
  });

  it('loses nothing when several write at once', async () => {
    const { machine, read } = await withHost();
    const { registry, env } = await withRegistry();
    const hosts = Array.from({ length: 8 }, (_, nth) => `r${nth}.example.com`);
    const runs = hosts.map((host) => machine.run(['token', 'config', '--host', host], { env }));
    for (const ended of await Promise.all(runs)) expect(ended.code).toBe(0);
    const text = await read('home/.terraformrc');
    for (const host of hosts) expect(text).toContain(`credentials "${host}" {`);
    expect(registry.issued).toHaveLength(8);
  });

  it('tells machines where the token went, and not the token', async () => {
    const { registry, machine, config } = await withHost();
    const { stdout } = await config(['--json']);
    expect(JSON.parse(stdout)).toMatchObject({ host: HOST, file: `${machine.home}/.terraformrc` });
    expect(stdout).not.toContain(registry.issued[0]);
  });
});
