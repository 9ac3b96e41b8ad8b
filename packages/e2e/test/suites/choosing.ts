import { expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import type { ClientSuite } from '../support/for-each-client.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

/** Which version a client gets where that is not plain, and which modules it can name. */
export const choosing: ClientSuite = (target, client) => {
  const published = async (module: string, versions: readonly string[]) => {
    const api = new RegistryApi(target());
    for (const version of versions) {
      await api.publish(`${module}/${version}`, await packTarGz(moduleFiles(version)));
    }
    return module;
  };

  const install = async (module: string, constraint?: string) => {
    const configuration = call(target(), module, constraint);
    const workspace = await openWorkspace(target(), client, configuration);
    const { code, output } = await workspace.init();
    const version = code === 0 ? (await workspace.installed())['m']?.version : undefined;
    return { version, output, workspace };
  };

  it.each(['2.0.0-rc.1', '=2.0.0-rc.1'])(
    'installs a pre-release asked for as %j',
    async (wanted) => {
      const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0', '2.0.0-rc.1']);
      expect((await install(module, wanted)).version).toBe('2.0.0-rc.1');
    },
  );

  it.each(['>= 1.0.0', '>= 2.0.0-rc.1, < 3.0.0', '~> 2.0.0-rc.1', '> 1.0.0'])(
    'takes no pre-release for the range %j',
    async (constraint) => {
      const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0', '2.0.0-rc.1']);
      const { version, output } = await install(module, constraint);
      if (version === undefined) expect(output).toContain('Unresolvable module version constraint');
      else expect(version).toBe('1.0.0');
    },
  );

  it('finds nothing to install in a module of pre-releases only', async () => {
    const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0-a', '1.0.0-b']);
    expect((await install(module)).output).toContain('Module has no versions');
  });

  it('installs a version with build metadata under its name', async () => {
    const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0+build.7']);
    expect((await install(module, '1.0.0')).version).toMatch(/^1\.0\.0(\+build\.7)?$/);
  });

  it('does not get a version any more that was taken away, and keeps what it has', async () => {
    const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0', '1.1.0']);
    const { version, workspace } = await install(module, '~> 1.0');
    expect(version).toBe('1.1.0');
    const removed = await new RegistryApi(target()).send('DELETE', `/v1/modules/${module}/1.1.0`);
    expect(removed.status).toBe(204);
    expect(await workspace.init()).toMatchObject({ code: 0 });
    expect((await workspace.installed())['m']?.version).toBe('1.1.0');
    expect((await install(module, '~> 1.0')).version).toBe('1.0.0');
  });

  it('tells names apart that differ in case only', async () => {
    const namespace = freshNamespace();
    const lower = await published(`${namespace}/vpc/aws`, ['1.0.0']);
    const upper = await published(`${namespace.toUpperCase()}/VPC/aws`, ['2.0.0']);
    expect((await install(lower)).version).toBe('1.0.0');
    expect((await install(upper)).version).toBe('2.0.0');
    expect((await install(`${namespace}/Vpc/aws`)).output).toContain('Module not found');
  });

  it('installs under the longest and strangest names that are allowed', async () => {
    const namespace = `${freshNamespace()}-${'a'.repeat(52)}`.slice(0, 63).concat('z');
    const module = `${namespace}/A_-_${'b'.repeat(59)}9/${'0az9'.repeat(16)}`;
    await published(module, ['0.0.0']);
    expect((await install(module, '0.0.0')).version).toBe('0.0.0');
  });

  it('says what there is when the wanted version is not', async () => {
    const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0', '1.4.2']);
    const { output } = await install(module, '9.9.9');
    expect(output).toContain('Unresolvable module version constraint');
    expect(output).toContain('1.4.2');
  });

  it('says that an unknown module cannot be found, and where', async () => {
    const { output } = await install(`${freshNamespace()}/nothing/aws`);
    expect(output).toMatch(/Module not found/);
    expect(output).toContain(new URL(target().baseUrl).host);
  });

  it('says 403 for a namespace that the token does not allow, whether the module exists or not', async () => {
    const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0']);
    const token = await new RegistryApi(target()).exchange('download:elsewhere-*');
    const outputs: string[] = [];
    for (const name of [module, module.replace('vpc', 'absent')]) {
      const workspace = await openWorkspace(target(), client, call(target(), name), token);
      const { code, output } = await workspace.init();
      expect(code).toBe(1);
      expect(output).toMatch(/Error accessing remote module registry .*403 Forbidden/);
      outputs.push(output.replaceAll(name, 'NAME'));
    }
    expect(outputs[0]).toBe(outputs[1]);
  });

  it('installs with a token that allows this namespace and no other', async () => {
    const module = await published(`${freshNamespace()}/vpc/aws`, ['1.0.0']);
    const token = await new RegistryApi(target()).exchange(`download:${module.split('/')[0]}`);
    const workspace = await openWorkspace(target(), client, call(target(), module), token);
    expect(await workspace.init()).toMatchObject({ code: 0 });
  });
};
