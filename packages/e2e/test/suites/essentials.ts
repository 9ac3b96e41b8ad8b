import { expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import type { ClientSuite } from '../support/for-each-client.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

/** What no client may fail at, however old or new it is. */
export const essentials: ClientSuite = (target, client) => {
  const publish = async (module: string, ...versions: string[]) => {
    const api = new RegistryApi(target());
    for (const version of versions) {
      await api.publish(`${module}/${version}`, await packTarGz(moduleFiles(version)));
    }
  };

  it('installs an exact version, and the module works', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    await publish(module, '1.0.0', '1.1.0');
    const use = 'output "got" {\n  value = module.m.value\n}\n';
    const workspace = await openWorkspace(target(), client, call(target(), module, '1.0.0') + use);
    expect(await workspace.init()).toMatchObject({ code: 0 });
    expect(await workspace.installed()).toMatchObject({ m: { version: '1.0.0' } });
    expect(await workspace.filesOf('m')).toEqual(['main.tf']);
    expect(await workspace.outputs()).toEqual({ got: '1.0.0' });
  });

  it.each([
    ['~> 1.0', '1.10.0'],
    ['~> 1.2.0', '1.2.3'],
    ['>= 1.0, < 1.10', '1.2.3'],
    ['!= 2.0.0', '1.10.0'],
    ['', '2.0.0'],
  ])('installs the newest version within %j', async (constraint, chosen) => {
    const module = `${freshNamespace()}/vpc/aws`;
    await publish(module, '1.2.3', '2.0.0', '1.0.0', '1.10.0', '1.2.0', '3.0.0-rc.1');
    const version = constraint === '' ? undefined : constraint;
    const workspace = await openWorkspace(target(), client, call(target(), module, version));
    expect(await workspace.init()).toMatchObject({ code: 0 });
    expect(await workspace.installed()).toMatchObject({ m: { version: chosen } });
  });

  it('gets a version that was published meanwhile with init -upgrade, and not before', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    await publish(module, '1.0.0');
    const workspace = await openWorkspace(target(), client, call(target(), module, '~> 1.0'));
    await workspace.init();
    await publish(module, '1.1.0');
    await workspace.init();
    expect(await workspace.installed()).toMatchObject({ m: { version: '1.0.0' } });
    expect(await workspace.init('-upgrade')).toMatchObject({ code: 0 });
    expect(await workspace.installed()).toMatchObject({ m: { version: '1.1.0' } });
  });

  it('refuses a package whose bytes were changed where they are stored', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    const packed = await packTarGz(moduleFiles(module));
    await new RegistryApi(target()).publish(`${module}/1.0.0`, packed);
    await target().corruptPackage(packed.content.sha256);
    const workspace = await openWorkspace(target(), client, call(target(), module, '1.0.0'));
    const { code, output } = await workspace.init();
    expect(code).toBe(1);
    expect(output).toContain('Checksums did not match');
    expect(await workspace.filesOf('m').catch(() => [])).toEqual([]);
  });

  it.each([
    ['a wrong token', 'wrong'],
    ['no token', null],
  ])('says 401 with %s, and installs nothing', async (_, token) => {
    const module = `${freshNamespace()}/vpc/aws`;
    await publish(module, '1.0.0');
    const workspace = await openWorkspace(target(), client, call(target(), module), token);
    const { code, output } = await workspace.init();
    expect(code).toBe(1);
    expect(output).toMatch(/Error accessing remote module registry .*401 Unauthorized/);
    expect(await workspace.filesOf('m').catch(() => [])).toEqual([]);
  });
};
