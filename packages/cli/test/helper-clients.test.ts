/** The credentials helper as the real terraform and tofu use it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installEngine } from '../../../scripts/engines/index.ts';
import { useBundle } from './support/bundle.ts';
import { FakeRegistry, TOKEN } from './support/fake-registry.ts';
import type { Machine } from './support/run-cli.ts';
import { tarGz } from './support/tar-gz.ts';
import { withRegistry } from './support/with-registry.ts';

const bundle = useBundle();
const CLIENTS = { terraform: 'terraform', tofu: '' };
// Minutes where it has to be built first.
beforeAll(async () => {
  CLIENTS.tofu = await installEngine('tofu');
}, 1_800_000);
// Real clients, ten of them at once.
const PATIENT = { timeout: 120_000 };
const EXCHANGE = 'POST /oauth/token';

interface Ended {
  readonly code: number;
  readonly output: string;
}

function run(
  machine: Machine,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = machine.cwd,
): Promise<Ended> {
  const base = { PATH: process.env['PATH'] ?? '', HOME: machine.home, CHECKPOINT_DISABLE: '1' };
  const options = { cwd, env: { ...base, ...env }, timeout: 60_000 };
  return new Promise((resolve, reject) => {
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, output: stdout + stderr });
      else reject(error);
    });
  });
}

/** A machine that can install a module once it has a token for it. */
async function withModule(rc = 'home/.terraformrc') {
  const { registry, machine } = await withRegistry();
  registry.add('1.0.0', tarGz([['main.tf', 'output "x" { value = 1 }']]));
  const host = `host "${registry.host}" {\n  services = { "modules.v1" = "${registry.url}/v1/modules/" }\n}\n`;
  await machine.write({ [rc]: host });
  const cli = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(machine, process.execPath, [bundle.program('registry-cli'), ...args], {
      REGISTRY_URL: registry.url,
      ...env,
    });
  /** `init` in a folder of its own. */
  const init = async (
    client: keyof typeof CLIENTS,
    env: Readonly<Record<string, string>>,
    name = 'root',
  ) => {
    const folder = join(machine.root, name);
    await mkdir(folder, { recursive: true });
    const source = `${registry.host}/acme/vpc/aws`;
    await writeFile(join(folder, 'main.tf'), `module "vpc" {\n  source = "${source}"\n}\n`);
    const ended = await run(machine, CLIENTS[client], ['init', '-no-color'], env, folder);
    const installed = existsSync(join(folder, '.terraform/modules/vpc/main.tf'));
    return { ...ended, installed };
  };
  const exchanges = () => registry.log.filter((line) => line === EXCHANGE).length;
  return { registry, machine, cli, init, exchanges };
}

const withToken = { REGISTRY_TOKEN: TOKEN };

describe.each(['terraform', 'tofu'] as const)(
  '%s with the credentials helper',
  PATIENT,
  (client) => {
    it('installs a module with nothing else, and exchanges one token for many runs', async () => {
      const { registry, cli, init, exchanges } = await withModule();
      expect((await init(client, withToken)).code).not.toBe(0);
      expect((await cli(['credentials-helper', 'install', '--scope', 'download:acme'])).code).toBe(
        0,
      );
      expect(await init(client, withToken, 'one')).toMatchObject({ code: 0, installed: true });
      expect(await init(client, withToken, 'two')).toMatchObject({ code: 0, installed: true });
      expect(exchanges()).toBe(1);
      const form = new URLSearchParams(
        registry.seen.find(({ path }) => path === '/oauth/token')?.body.toString(),
      );
      expect(form.get('scope')).toBe('download:acme');
    });

    it('shares one exchange between ten runs at once', async () => {
      const { cli, init, exchanges } = await withModule();
      await cli(['credentials-helper', 'install']);
      const runs = await Promise.all(
        Array.from({ length: 10 }, (_, nth) => init(client, withToken, `run-${nth}`)),
      );
      for (const ended of runs) expect(ended).toMatchObject({ code: 0, installed: true });
      expect(exchanges()).toBe(1);
    });

    it('sends no token of the registry to another host', async () => {
      const { cli, init, machine } = await withModule();
      const other = await FakeRegistry.start();
      try {
        await cli(['credentials-helper', 'install', '--host', other.host, '--registry', other.url]);
        expect((await init(client, withToken)).code).not.toBe(0);
        expect(existsSync(join(machine.home, '.cache/registry/tokens'))).toBe(false);
      } finally {
        await other.stop();
      }
    });

    it('is itself again after uninstall', async () => {
      const { cli, init, machine } = await withModule();
      const before = await readFile(join(machine.home, '.terraformrc'), 'utf8');
      await cli(['credentials-helper', 'install']);
      await init(client, withToken, 'one');
      expect((await cli(['credentials-helper', 'uninstall'])).code).toBe(0);
      expect(await readFile(join(machine.home, '.terraformrc'), 'utf8')).toBe(before);
      expect(await readdir(join(machine.home, '.terraform.d/plugins'))).toEqual([]);
      expect(await readdir(join(machine.home, '.cache/registry/tokens'))).toEqual([]);
      expect((await init(client, withToken, 'two')).code).not.toBe(0);
    });

    it("uses what 'token config' writes", async () => {
      const { cli, init, exchanges } = await withModule();
      expect((await cli(['token', 'config'], withToken)).code).toBe(0);
      expect(await init(client, {})).toMatchObject({ code: 0, installed: true });
      expect(exchanges()).toBe(1);
    });
  },
);

describe('tofu with places of its own', PATIENT, () => {
  it('finds program and block there', async () => {
    const { cli, init, machine } = await withModule('home/xdg/opentofu/tofurc');
    const xdg = {
      XDG_CONFIG_HOME: join(machine.home, 'xdg'),
      XDG_DATA_HOME: join(machine.home, 'data'),
    };
    const args = ['credentials-helper', 'install', '--tofu'];
    expect((await cli(args, xdg)).code).toBe(0);
    expect(existsSync(join(machine.home, '.terraform.d'))).toBe(false);
    expect(existsSync(join(machine.home, '.tofurc'))).toBe(false);
    expect(await init('tofu', { ...withToken, ...xdg })).toMatchObject({ installed: true });
  });

  it('keeps what it reads of them', async () => {
    const { cli, machine } = await withModule('home/xdg/opentofu/more.tfrc');
    const xdg = { XDG_CONFIG_HOME: join(machine.home, 'xdg') };
    const ended = await cli(['credentials-helper', 'install', '--tofu'], xdg);
    expect(ended.code).toBe(5);
    expect(ended.output).toContain('set XDG_DATA_HOME');
    expect(existsSync(join(machine.home, '.terraform.d'))).toBe(false);
  });

  it('has them in ~/.tofurc and ~/.terraform.d otherwise', async () => {
    const { cli, init, machine } = await withModule('home/.tofurc');
    expect((await cli(['credentials-helper', 'install', '--tofu'])).code).toBe(0);
    expect(existsSync(join(machine.home, '.terraformrc'))).toBe(false);
    expect(await init('tofu', withToken)).toMatchObject({ installed: true });
  });
});

describe('terraform with another helper beside ours', PATIENT, () => {
  it('asks that one about all other hosts, with its own arguments', async () => {
    const { cli, init, machine, registry, exchanges } = await withModule();
    const plugins = join(machine.home, '.terraform.d/plugins');
    const rc = join(machine.home, '.terraformrc');
    await mkdir(plugins, { recursive: true });
    const script = `#!/bin/sh\necho "$@" >> "$HOME/asked"\necho '{"token":"${TOKEN}"}'\n`;
    await writeFile(join(plugins, 'terraform-credentials-vault'), script, { mode: 0o755 });
    const before = `${await readFile(rc, 'utf8')}\ncredentials_helper "vault" {\n  args = [\n    "--path=a b",\n  ]\n}\n`;
    await writeFile(rc, before);
    const other = 'https://other.example.com';

    const refused = await cli(['credentials-helper', 'install', '--registry', other]);
    expect(refused.code).toBe(5);
    expect(refused.output).toContain('--pass-on vault');
    expect(await readFile(rc, 'utf8')).toBe(before);

    const args = ['credentials-helper', 'install', '--registry', other, '--pass-on', 'vault'];
    expect((await cli(args)).code).toBe(0);
    expect(await init('terraform', {})).toMatchObject({ code: 0, installed: true });
    const asked = await readFile(join(machine.home, 'asked'), 'utf8');
    expect(asked).toBe(`--path=a b get ${registry.host}\n`);
    expect(exchanges()).toBe(0);

    expect((await cli(['credentials-helper', 'uninstall'])).code).toBe(0);
    expect(await readFile(rc, 'utf8')).toBe(before);
  });
});
