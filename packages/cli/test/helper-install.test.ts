import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatHelperArguments,
  parseHelperArguments,
} from '../src/credentials-helper/helper-arguments.ts';
import { Machine } from './support/run-cli.ts';

const URL_1 = 'https://registry.example.com';
const URL_2 = 'https://other.example.com:8443/path';

async function withHome() {
  const machine = await Machine.create();
  const rc = join(machine.home, '.terraformrc');
  const launcher = join(machine.home, '.terraform.d/plugins/terraform-credentials-registry');
  const helper = (command: string, ...args: string[]) =>
    machine.run(['credentials-helper', command, ...args]);
  const install = (...args: string[]) => helper('install', '--registry', URL_1, ...args);
  const status = async (...args: string[]) =>
    JSON.parse((await helper('status', '--json', ...args)).stdout);
  const text = () => readFile(rc, 'utf8').catch(() => null);
  return { machine, rc, launcher, helper, install, status, text };
}

const block = (...args: string[]) =>
  `credentials_helper "registry" {\n  args = [\n${args.map((arg) => `    "${arg}",\n`).join('')}  ]\n}\n`;

describe('credentials-helper install', () => {
  it('puts a program and a block in place, and does nothing the second time', async () => {
    const { install, text, launcher, rc } = await withHome();
    const first = await install(
      '--scope',
      'download:acme',
      '--identity',
      'me',
      '--expires-in',
      '1h',
    );
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(`installed the credentials helper for registry.example.com`);
    expect(await text()).toBe(
      block(`--registry=${URL_1}`, '--scope=download:acme', '--identity=me', '--expires-in=3600'),
    );
    expect((await stat(launcher)).mode & 0o111).toBe(0o111);
    await chmod(rc, 0o640);
    const { mtimeMs } = await stat(rc);
    const second = await install(
      '--scope',
      'download:acme',
      '--identity',
      'me',
      '--expires-in',
      '1h',
    );
    expect(second.stdout).toContain('was installed already');
    expect(await stat(rc)).toMatchObject({ mtimeMs });
    expect((await stat(rc)).mode & 0o777).toBe(0o640);
  });

  it('leaves a block alone that says the same in other words', async () => {
    const { rc, install, text } = await withHome();
    const own = `credentials_helper "registry" { args = ["--registry=${URL_1}"] } # mine\n`;
    await writeFile(rc, own);
    expect((await install()).stdout).toContain('was installed already');
    expect(await text()).toBe(own);
  });

  it('adds registries, each with its own options, and changes those it has', async () => {
    const { install, helper, text, rc } = await withHome();
    await install();
    await chmod(rc, 0o666);
    await helper('install', '--registry', URL_2, '--host', 'Modules.example.com');
    expect((await stat(rc)).mode & 0o777).toBe(0o666);
    await install('--scope', 'download:acme');
    expect(await text()).toBe(
      block(
        `--registry=${URL_1}`,
        '--scope=download:acme',
        `--registry=${URL_2}`,
        '--host=modules.example.com',
      ),
    );
  });

  it('loses no registry when several are installed at once', async () => {
    const { helper, status } = await withHome();
    const urls = Array.from({ length: 6 }, (_, nth) => `https://r${nth}.example.com`);
    await Promise.all(urls.map((url) => helper('install', '--registry', url)));
    const { hosts } = await status();
    expect(hosts.map(({ registry }: { registry: string }) => registry).sort()).toEqual(urls);
  });

  it.each([
    ['HCL', 'credentials_helper "vault" {\n  args = ["a"] # mine\n}\n'],
    ['JSON', '{"credentials_helper": {"vault": {"args": ["a"]}}}'],
  ])('refuses beside another helper in %s, naming it', async (_, before) => {
    const { rc, install, text, launcher, machine } = await withHome();
    await writeFile(rc, before);
    const ended = await install();
    expect(ended).toMatchObject({ code: 5, stdout: '' });
    expect(ended.stderr).toContain(`${rc} has the credentials helper "vault"`);
    expect(await text()).toBe(before);
    expect(await stat(launcher).catch(() => null)).toBeNull();
    expect((await install('--pass-on', 'other')).code).toBe(5);
    expect((await install('--pass-on', 'vault')).code).toBe(0);
    expect(await text()).toContain('"--pass-on=vault"');
    await install('--scope', 'download:acme');
    expect(await text()).toContain('"--pass-on=vault"');
    const gone = await machine.run(['credentials-helper', 'uninstall']);
    expect(gone.code).toBe(0);
    expect((await text())?.replaceAll(/\s|#.*/g, '').replaceAll(',]', ']')).toBe(
      before.replaceAll(/\s|#.*/g, ''),
    );
  });

  it('finds another helper wherever the client would', async () => {
    const { machine, install } = await withHome();
    const file = 'home/.terraform.d/more.tfrc';
    await machine.write({ [file]: 'credentials_helper "vault" {}' });
    expect((await install()).stderr).toContain(`${machine.root}/${file} has the credentials`);
    expect((await install('--pass-on', 'vault')).code).toBe(0);
    const text = await readFile(`${machine.root}/${file}`, 'utf8');
    expect(text).toContain('credentials_helper "registry"');
  });

  it('refuses a registry that only a project file names', async () => {
    const { machine, helper, text } = await withHome();
    await machine.write({ 'work/.registry.yaml': `registry: ${URL_1}` });
    expect((await helper('install')).code).toBe(3);
    expect(await text()).toBeNull();
  });

  it("refuses to overwrite a program that is not registry-cli's", async () => {
    const { install, launcher, text } = await withHome();
    await mkdir(join(launcher, '..'), { recursive: true });
    await writeFile(launcher, '#!/bin/sh\n');
    expect((await install()).code).toBe(5);
    expect(await text()).toBeNull();
  });

  it("goes into terraform's file where tofu makes do with that", async () => {
    const { machine, install, text } = await withHome();
    await machine.write({ 'home/.terraformrc': '# both\n' });
    await install('--tofu');
    expect(await text()).toContain('credentials_helper "registry"');
    expect(await stat(join(machine.home, '.tofurc')).catch(() => null)).toBeNull();
  });

  it.each([['Vault'], ['registry'], ['../x'], ['a b']])('refuses --pass-on %j', async (name) => {
    const { install } = await withHome();
    expect((await install('--pass-on', name)).code).toBe(2);
  });

  it('keeps a link', async () => {
    const { machine, rc, install, helper } = await withHome();
    await machine.write({ 'home/dotfiles/rc': '' });
    await symlink('dotfiles/rc', rc);
    await install();
    await helper('uninstall');
    expect(await readlink(rc)).toBe('dotfiles/rc');
    expect(await readFile(join(machine.home, 'dotfiles/rc'), 'utf8')).toBe('');
  });
});

describe('the program that is installed', () => {
  it('says what to do when registry-cli has moved', async () => {
    const { machine, install, launcher, status } = await withHome();
    await install();
    const script = await readFile(launcher, 'utf8');
    const moved = script.replace(/^helper=.*$/m, "helper='/nowhere/it'\\''s.mjs'");
    await writeFile(launcher, moved);
    const run = () =>
      execFileSync(launcher, ['get', 'x'], { cwd: machine.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    expect(run).toThrow("no longer at /nowhere/it's.mjs; run 'registry-cli");
    expect((await status()).problem).toContain("/nowhere/it's.mjs, which is missing");
    await install();
    expect(await readFile(launcher, 'utf8')).toBe(script);
  });
});

describe('credentials-helper uninstall', () => {
  it('takes one host away, or everything, and may be repeated', async () => {
    const { install, helper, text, launcher, status } = await withHome();
    await install();
    await helper('install', '--registry', URL_2);
    await helper('uninstall', '--host', 'REGISTRY.example.com');
    expect(await text()).toBe(block(`--registry=${URL_2}`));
    expect((await status()).installed).toBe(true);
    const ended = await helper('uninstall');
    expect(ended.stdout).toContain('other.example.com:8443');
    expect(await text()).toBeNull();
    expect(await stat(launcher).catch(() => null)).toBeNull();
    const again = await helper('uninstall');
    expect(again).toMatchObject({ code: 0, stdout: 'the credentials helper was not installed\n' });
  });

  it('leaves the program to the other client', async () => {
    const { machine, install, helper, launcher } = await withHome();
    await machine.write({ 'home/.tofurc': '# mine\n' });
    await install();
    await install('--tofu');
    await helper('uninstall');
    expect((await stat(launcher)).isFile()).toBe(true);
    await helper('uninstall', '--tofu');
    expect(await stat(launcher).catch(() => null)).toBeNull();
    expect(await readFile(join(machine.home, '.tofurc'), 'utf8')).toBe('# mine\n');
  });
});

describe('credentials-helper status', () => {
  it('says so when there is none', async () => {
    const { status, helper } = await withHome();
    expect(await status()).toMatchObject({ installed: false, problem: null, hosts: [] });
    expect((await helper('status')).stdout).toContain('not installed');
  });

  it('names hosts, tokens and what comes before the helper', async () => {
    const { machine, install, rc, launcher, status, helper } = await withHome();
    await install('--scope', 'download:acme');
    await helper('install', '--registry', URL_2);
    await writeFile(rc, `${await readFile(rc, 'utf8')}credentials "other.example.com:8443" {}\n`);
    const tokens = 'home/.cache/registry/tokens';
    const expires_at = Date.parse('2026-01-01T00:10:00Z');
    await machine.write({
      [`${tokens}/registry.example.com~1.json`]: JSON.stringify({ token: 's3cr3t', expires_at }),
      [`${tokens}/registry.example.com~2.json`]: JSON.stringify({ token: 's3cr3t', expires_at: 1 }),
      'home/.config/registry/credentials/other.example.com_8443.json': '{"token":"s3cr3t"}',
    });
    expect(await status()).toEqual({
      tool: 'terraform',
      installed: true,
      program: launcher,
      problem: null,
      file: rc,
      passes_on_to: null,
      hosts: [
        {
          host: 'registry.example.com',
          registry: URL_1,
          scope: 'download:acme',
          identity: null,
          stored: false,
          cached_until: '2026-01-01T00:10:00.000Z',
          overridden_by: null,
        },
        {
          host: 'other.example.com:8443',
          registry: URL_2,
          scope: null,
          identity: null,
          stored: true,
          cached_until: null,
          overridden_by: `the credentials block in ${rc}`,
        },
      ],
    });
    const env = { TF_TOKEN_registry_example_com: 's3cr3t' };
    const { stdout } = await machine.run(['credentials-helper', 'status'], { env });
    expect(stdout).toContain('takes the token of TF_TOKEN_registry_example_com');
    expect(stdout).toContain('until 2026-01-01T00:10:00.000Z');
    expect(stdout).not.toContain('s3cr3t');
  });

  it.each([
    ['is missing', async (launcher: string) => rm(launcher)],
    ['is not of registry-cli', async (launcher: string) => writeFile(launcher, '#!/bin/sh\n')],
  ])('notices a program that %s', async (words, spoil) => {
    const { install, launcher, status } = await withHome();
    await install();
    await spoil(launcher);
    expect((await status()).problem).toContain(words);
  });

  it('refuses to guess between two blocks', async () => {
    const { rc, helper } = await withHome();
    await writeFile(rc, 'credentials_helper "a" {}\ncredentials_helper "b" {}\n');
    expect((await helper('status')).stderr).toContain('more than one credentials_helper block');
  });
});

it('reads what it writes, whatever it is told', () => {
  const value = fc.stringMatching(/^[a-z:*" =]{1,12}$/);
  const entry = fc
    .record(
      {
        registry: fc.constantFrom(URL_1, URL_2),
        host: fc.constantFrom('registry.example.com', 'x.example.com:1'),
        scope: value,
        identity: value,
        expiresIn: fc.integer({ min: 1, max: 99_999 }),
      },
      { requiredKeys: ['registry', 'host'] },
    )
    .map((made) => ({ ...made }));
  const passOn = fc.record({
    name: value,
    args: fc.array(fc.constantFrom('--', '--x=1', 'y', '')),
  });
  fc.assert(
    fc.property(fc.array(entry), fc.option(passOn, { nil: undefined }), (entries, passedOn) => {
      const args = { entries, ...(passedOn && { passOn: passedOn }) };
      expect(parseHelperArguments(formatHelperArguments(args))).toEqual(args);
    }),
  );
});
