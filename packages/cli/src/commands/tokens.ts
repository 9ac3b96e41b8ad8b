import { formatScope, parseScope, parseTime } from '@registry/domain';
import { Command } from 'commander';
import { CREATED_TOKEN, STATIC_TOKEN } from '../administration/answers.ts';
import { table } from '../presenters/table.ts';
import { asUsage } from '../usage.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';
import { resourceName } from './resource-commands.ts';
import { makeLiftCommand, makeRevocationsCommand, makeRevokeCommand } from './revocations.ts';

const makeListCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('list')
    .description('list the tokens that somebody keeps; what they are is known to nobody else')
    .action(async (_options: unknown, command: Command) => {
      const { admin } = await connect(globalOptions(command));
      const tokens = await admin.list('/v1/tokens', 'tokens', STATIC_TOKEN);
      presenter.report({
        data: { tokens },
        text: (style) =>
          tokens.length === 0
            ? 'no tokens'
            : table(
                ['NAME', 'SCOPE', 'UNTIL', 'LAST USED'],
                tokens.map((token) => [
                  token.name,
                  token.scope,
                  token.expires_at,
                  token.last_used_at ?? 'not noted',
                ]),
                style,
              ),
      });
    });

const makeAddCommand = ({ connect, presenter, secrets }: CommandDeps) =>
  new Command('add')
    .description('make a token for what can do no better, and print it this once')
    .argument('<name>')
    .requiredOption('--scope <scope>', 'what it may do, such as "download:acme download:shared-*"')
    .requiredOption('--expires-at <time>', 'when it ends: 2026-12-31')
    .action(
      async (
        text: string,
        options: { readonly scope: string; readonly expiresAt: string },
        command: Command,
      ) => {
        const body = {
          name: resourceName(text),
          scope: formatScope(asUsage(() => parseScope(options.scope))),
          expires_at: asUsage(() => parseTime(options.expiresAt)).toISOString(),
        };
        const { admin } = await connect(globalOptions(command));
        const created = await admin.write('POST', '/v1/tokens', body, CREATED_TOKEN);
        // Bare on the standard output, where it was asked for, and nowhere else.
        presenter.report({ data: created, text: () => created.token });
        secrets.add(created.token);
      },
    );

const makeRemoveCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('remove')
    .description('end a token, and all that was traded for it')
    .argument('<name>')
    .action(async (text: string, _options: unknown, command: Command) => {
      const name = resourceName(text);
      const { admin } = await connect(globalOptions(command));
      await admin.remove(`/v1/tokens/${name}`);
      presenter.report({
        data: { removed: name },
        text: (style) => `${style.good('removed')} ${name}`,
      });
    });

export const makeTokensCommand = (deps: CommandDeps) =>
  new Command('tokens')
    .description('keep tokens for what can do no better, and end tokens before their time')
    .addCommand(makeListCommand(deps))
    .addCommand(makeAddCommand(deps))
    .addCommand(makeRemoveCommand(deps))
    .addCommand(makeRevokeCommand(deps))
    .addCommand(makeRevocationsCommand(deps))
    .addCommand(makeLiftCommand(deps));
