import { formatModuleId } from '@registry/domain';
import { Command } from 'commander';
import { printable } from '../presenters/printable.ts';
import { MODULE, moduleArgument } from './arguments.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeVersionsCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('versions')
    .description('list the versions of a module, newest first')
    .argument('<module>', MODULE)
    .action(async (address: string, _options: unknown, command: Command) => {
      const id = moduleArgument(address);
      const { client } = await connect(globalOptions(command));
      const versions = await client.versions(id);
      presenter.report({
        data: { module: formatModuleId(id), versions },
        text: () => printable(versions.join('\n')),
      });
    });
