import { resolve } from 'node:path';
import { formatModuleId } from '@registry/domain';
import { Command } from 'commander';
import { CliError } from '../errors.ts';
import { MODULE, moduleArgument, requestedVersionArgument } from './arguments.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeDownloadCommand = ({ connect, presenter, secrets, system }: CommandDeps) =>
  new Command('download')
    .description('fetch a version, check it against its digest and unpack it')
    .argument('<module>', MODULE)
    .argument('<version>')
    .argument('[folder]', 'a folder that is new or empty (default: ./<name>-<version>)')
    .action(
      async (
        address: string,
        versionText: string,
        folderText: string | undefined,
        _options: unknown,
        command: Command,
      ) => {
        const id = moduleArgument(address);
        const version = requestedVersionArgument(versionText);
        const folder = folderText ?? `${id.name}-${version}`;
        const [{ readLocation }, { requireFreeFolder }, { downloadModule }] = await Promise.all([
          import('../downloading/location.ts'),
          import('../downloading/target-folder.ts'),
          import('../downloading/download-module.ts'),
        ]);
        const path = resolve(system.cwd, folder);
        await requireFreeFolder(path);
        const { client } = await connect(globalOptions(command));
        const { location, base } = await client.locate(id, version);
        const found = readLocation(location, base);
        if (found.kind === 'address') {
          throw new CliError(
            'refused',
            `${formatModuleId(id)} ${version} is no package of the registry but an address that terraform fetches itself: ${found.address}`,
          );
        }
        secrets.add(found.url);
        const { size } = await downloadModule(found, path, { system, presenter });
        presenter.report({
          data: { module: formatModuleId(id), version, sha256: found.sha256, size, folder: path },
          text: (style) =>
            `${style.good('downloaded')} ${formatModuleId(id)} ${version} to ${folder} (sha256 ${found.sha256}, verified)`,
        });
      },
    );
