import { Command } from 'commander';
import { facts } from '../presenters/table.ts';
import { formatDuration } from '../presenters/units.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeWhoamiCommand = ({ connect, presenter, system }: CommandDeps) =>
  new Command('whoami')
    .description('show whose token is in use, what it may do and until when')
    .action(async (_options: unknown, command: Command) => {
      const { client, registry } = await connect(globalOptions(command));
      const whoami = await client.whoami();
      const left = (Date.parse(whoami.expires_at) - system.now().getTime()) / 1000;
      presenter.report({
        data: whoami,
        text: (style) =>
          facts(
            [
              ['principal', whoami.principal],
              ['scope', whoami.scope],
              ['expires', `${whoami.expires_at} (in ${formatDuration(left)})`],
              ['registry', registry.href],
            ],
            style,
          ),
      });
    });
