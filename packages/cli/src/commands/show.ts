import { Command } from 'commander';
import { MODULE, moduleArgument, requestedVersionArgument } from './arguments.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeShowCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('show')
    .description('show what a module takes, gives and needs')
    .argument('<module>', MODULE)
    .argument('[version]', 'the latest release unless given')
    .action(
      async (
        address: string,
        versionText: string | undefined,
        _options: unknown,
        command: Command,
      ) => {
        const id = moduleArgument(address);
        const version =
          versionText === undefined ? undefined : requestedVersionArgument(versionText);
        const { client, registry } = await connect(globalOptions(command));
        const [detail, { renderModule }] = await Promise.all([
          client.show(id, version),
          import('../presenters/render-module.ts'),
        ]);
        presenter.report({
          data: detail,
          text: (style) => renderModule(detail, registry.host, style),
        });
      },
    );
