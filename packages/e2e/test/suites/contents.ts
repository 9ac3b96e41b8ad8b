import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { type ModuleFiles, moduleFiles, packTarGz, packZip } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import type { ClientSuite } from '../support/for-each-client.ts';
import { serveArchive } from '../support/serve-archive.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

/** What a client finds in a module it has installed, and where it got it from. */
export const contents: ClientSuite = (target, client) => {
  const install = async (module: string, more = '') => {
    const configuration = call(target(), module, '1.0.0') + more;
    const workspace = await openWorkspace(target(), client, configuration);
    return { ...(await workspace.init()), workspace };
  };

  const publish = async (module: string, files: ModuleFiles) => {
    await new RegistryApi(target()).publish(`${module}/1.0.0`, await packTarGz(files));
  };

  const manyFiles: ModuleFiles = {
    ...moduleFiles('many'),
    'README.md': '# Many',
    'a folder/ünïcødé ☃.txt': 'names',
    [`deep/${'d'.repeat(90)}/${'e'.repeat(90)}/file.txt`]: 'long',
    'modules/x/main.tf': 'output "value" {\n  value = "x"\n}\n',
    binary: randomBytes(300_000),
    empty: '',
    'v1..v2.md': 'two dots are no way up',
  };

  it.each([
    ['tar.gz', packTarGz],
    ['zip', packZip],
  ])('unpacks every file of a %s', async (_, pack) => {
    const module = `${freshNamespace()}/vpc/aws`;
    await new RegistryApi(target()).publish(`${module}/1.0.0`, await pack(manyFiles));
    const { code, workspace } = await install(module);
    expect(code).toBe(0);
    const files = await workspace.filesOf('m');
    expect(files).toEqual(expect.arrayContaining(Object.keys(manyFiles)));
  });

  it('uses a submodule by //modules/x', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    await publish(module, manyFiles);
    const use = 'output "got" {\n  value = module.m.value\n}\n';
    const { code, workspace } = await install(`${module}//modules/x`, use);
    expect(code).toBe(0);
    expect(await workspace.outputs()).toEqual({ got: 'x' });
  });

  it('says so when there is no such submodule', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    await publish(module, moduleFiles('x'));
    const { code, output } = await install(`${module}//modules/absent`);
    expect(code).toBe(1);
    expect(output).toMatch(/Unreadable module (sub)?directory|Module subdirectory not found/);
  });

  it('installs the private modules that a private module depends on', async () => {
    const namespace = freshNamespace();
    const use = (name: string) => `output "value" {\n  value = "${name}+\${module.m.value}"\n}\n`;
    await publish(`${namespace}/base/aws`, moduleFiles('base'));
    for (const [name, dependency] of [
      ['middle', 'base'],
      ['top', 'middle'],
    ] as const) {
      const calls = call(target(), `${namespace}/${dependency}/aws`, '~> 1.0');
      await publish(`${namespace}/${name}/aws`, { 'main.tf': calls + use(name) });
    }
    const got = 'output "got" {\n  value = module.m.value\n}\n';
    const { code, workspace } = await install(`${namespace}/top/aws`, got);
    expect(code).toBe(0);
    expect(Object.keys(await workspace.installed())).toEqual(['m', 'm.m', 'm.m.m']);
    expect(await workspace.outputs()).toEqual({ got: 'top+middle+base' });
  });

  it('fetches the module from the address that was published instead of a package', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    const { bytes } = await packZip(moduleFiles('elsewhere'));
    const address = await serveArchive(bytes, '/archives/vpc.zip');
    await new RegistryApi(target()).publishSource(`${module}/1.0.0`, address);
    const got = 'output "got" {\n  value = module.m.value\n}\n';
    const { code, workspace } = await install(module, got);
    expect(code).toBe(0);
    expect(await workspace.outputs()).toEqual({ got: 'elsewhere' });
  });

  it('finds the folder of such an archive that the address names', async () => {
    const module = `${freshNamespace()}/vpc/aws`;
    const { bytes } = await packTarGz({ 'repo-1.0/vpc/main.tf': 'output "value" { value = 1 }' });
    const address = await serveArchive(bytes, '/v1.0?archive=tar.gz');
    const inFolder = address.replace('/v1.0?', '/v1.0//repo-1.0/vpc?');
    await new RegistryApi(target()).publishSource(`${module}/1.0.0`, inFolder);
    expect(await install(module)).toMatchObject({ code: 0 });
  });
};
