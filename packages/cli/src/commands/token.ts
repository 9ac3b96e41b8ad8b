import { Command } from 'commander';
import { formatDuration } from '../presenters/units.ts';
import { durationOption, scopeOption } from './arguments.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

interface TokenOptions {
  readonly scope: readonly string[];
  readonly expiresIn?: string;
}

const makeTokenGetCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('get')
    .description('trade the token in use for one that may do less, or for a shorter time')
    .option(
      '--scope <scope>',
      'what it may do, such as "download:acme"; may be repeated',
      (value: string, all: readonly string[]) => [...all, value],
      [],
    )
    .option('--expires-in <duration>', 'how long it lasts: 900, 15m, 1h')
    .action(async (options: TokenOptions, command: Command) => {
      const scope = scopeOption(options.scope);
      const expiresIn =
        options.expiresIn === undefined ? undefined : durationOption(options.expiresIn);
      const { client } = await connect(globalOptions(command));
      const token = await client.exchangeToken({
        ...(scope === undefined ? {} : { scope }),
        ...(expiresIn === undefined ? {} : { expiresIn }),
      });
      const { expires_in: lasts } = token;
      if (expiresIn !== undefined && lasts !== undefined && lasts < expiresIn) {
        presenter.note(
          `the token lasts ${formatDuration(lasts)}, as the registry gives no longer.`,
        );
      }
      // Bare, so that REGISTRY_TOKEN=$(registry-cli token get) works.
      presenter.report({ data: token, text: () => token.access_token });
    });

export const makeTokenCommand = (deps: CommandDeps) =>
  new Command('token').description('get tokens').addCommand(makeTokenGetCommand(deps));
