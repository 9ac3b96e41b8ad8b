import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { hasRegistryCli, RegistryCli } from '../../src/clients/registry-cli.ts';
import type { Target } from '../../src/target/target.ts';
import { startTarget } from '../support/start-target.ts';
import { TRANSPORTS } from '../support/transports.ts';
import { useTarget } from '../support/use-target.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

async function openCli(target: Target, token?: string | null): Promise<RegistryCli> {
  const cli = await RegistryCli.create(target, token);
  onTestFinished(() => cli.remove());
  await mkdir(cli.path('vpc'));
  await writeFile(cli.path('vpc/main.tf'), 'output "value" {\n  value = "first"\n}\n');
  return cli;
}

describe.each(TRANSPORTS)('registry-cli over %s', (_, tls) => {
  const target = useTarget(() => startTarget({ tls }));

  it('has been built', () => {
    expect(hasRegistryCli).toBe(true);
  });

  it.each(inject('clients'))(
    'publishes what $name installs, and the next version too',
    async (client) => {
      const module = `${freshNamespace()}/vpc/aws`;
      const cli = await openCli(target());
      expect(await cli.run('publish', module, '1.0.0', 'vpc')).toMatchObject({ code: 0 });
      const use = 'output "got" {\n  value = module.m.value\n}\n';
      const workspace = await openWorkspace(
        target(),
        client,
        call(target(), module, '~> 1.0') + use,
      );
      await workspace.init();
      expect(await workspace.outputs()).toEqual({ got: 'first' });
      await writeFile(cli.path('vpc/main.tf'), 'output "value" {\n  value = "second"\n}\n');
      expect(await cli.run('publish', module, '1.1.0', 'vpc')).toMatchObject({ code: 0 });
      await workspace.init('-upgrade');
      expect(await workspace.outputs()).toEqual({ got: 'second' });
    },
  );

  it('publishes again as if nothing had happened, and never something else', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    const cli = await openCli(target());
    await cli.run('publish', module, '1.0.0', 'vpc');
    expect(await cli.run('publish', module, 'v1.0.0', 'vpc')).toMatchObject({ code: 0 });
    await writeFile(cli.path('vpc/more.tf'), '');
    expect(await cli.run('publish', module, '1.0.0', 'vpc')).toMatchObject({ code: 5 });
    expect(await new RegistryApi(target()).versions(module)).toEqual(['1.0.0']);
  });

  it('lists, shows and downloads what it has published', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    const cli = await openCli(target());
    for (const version of ['1.9.0', '1.10.0', '2.0.0-rc.1']) {
      await cli.run('publish', module, version, 'vpc');
    }
    const { stdout } = await cli.run('versions', module, '--json');
    expect(stdout).toMatch(/"2\.0\.0-rc\.1".*"1\.10\.0".*"1\.9\.0"/s);
    expect((await cli.run('show', module)).stdout).toContain('1.10.0');
    expect(await cli.run('download', module, '1.10.0', 'got')).toMatchObject({ code: 0 });
    expect(await readdir(cli.path('got'))).toEqual(['main.tf']);
  });

  it('gets a token that can do less, and does not get more with it', async () => {
    const namespace = freshNamespace();
    const admin = await openCli(target());
    await admin.run('publish', `${namespace}/vpc/aws`, '1.0.0', 'vpc');
    const { stdout } = await admin.run('token', 'get', '--scope', `download:${namespace}`);
    const token = target().evidence.token(stdout.trim());
    const reader = await openCli(target(), token);
    expect(await reader.run('versions', `${namespace}/vpc/aws`)).toMatchObject({ code: 0 });
    expect(await reader.run('publish', `${namespace}/vpc/aws`, '2.0.0', 'vpc')).toMatchObject({
      code: 3,
    });
    expect(await reader.run('token', 'get', '--scope', 'admin')).not.toMatchObject({ code: 0 });
  });

  it.each([
    [2, ['publish', 'acme/vpc', '1.0.0', 'vpc'], undefined],
    [2, ['publish', 'acme/vpc/aws', 'latest', 'vpc'], undefined],
    [2, ['publish', 'acme/vpc/aws', '1.0.0', 'nowhere'], undefined],
    [3, ['whoami'], null],
    [3, ['whoami'], 'wrong'],
    [4, ['versions', 'acme/nothing/aws'], undefined],
    [6, ['publish', 'acme/vpc/aws', '1.0.0', 'broken'], undefined],
  ])('ends with %i after %j, in one sentence', async (code, args, token) => {
    const cli = await openCli(target(), token);
    await mkdir(cli.path('broken'));
    await writeFile(cli.path('broken/main.tf'), 'output "value" {');
    const run = await cli.run(...args);
    expect(run.code).toBe(code);
    expect(run.stderr).not.toMatch(/\n\s+at /);
    target().evidence.errorBody(run.stdout + run.stderr);
  });
});

describe('registry-cli', () => {
  const target = useTarget(() => startTarget());

  it('publishes with the same command after the server died under it, at any point', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    const cli = await openCli(target());
    for (let round = 1; round <= 4; round += 1) {
      const version = `1.${round}.0`;
      const running = cli.run('publish', module, version, 'vpc');
      await sleep(150 + Math.random() * 250);
      await target().kill();
      await target().restart();
      // It may have waited for the server to come back, or have given up.
      expect([0, 7]).toContain((await running).code);
      expect(await cli.run('publish', module, version, 'vpc')).toMatchObject({ code: 0 });
    }
    const api = new RegistryApi(target());
    expect(await api.versions(module)).toEqual(['1.4.0', '1.3.0', '1.2.0', '1.1.0']);
  });
});
