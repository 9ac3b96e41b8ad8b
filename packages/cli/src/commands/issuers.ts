import { Command } from 'commander';
import { ISSUER, type IssuerAnswer } from '../administration/answers.ts';
import {
  type IssuerOptions,
  issuerTerms,
  withIssuerOptions,
} from '../administration/issuer-terms.ts';
import { CliError } from '../errors.ts';
import { facts, table } from '../presenters/table.ts';
import type { CommandDeps } from './command-deps.ts';
import {
  makeListCommand,
  makeRemoveCommand,
  makeShowCommand,
  type Resource,
  writeResource,
} from './resource-commands.ts';

const ISSUERS: Resource<IssuerAnswer> = {
  plural: 'issuers',
  one: 'an issuer',
  schema: ISSUER,
  renderList: (items, style) =>
    table(
      ['NAME', 'ISSUER', 'PRESET', 'AUDIENCES'],
      items.map((item) => [item.name, item.issuer, item.preset ?? '', item.audiences.join(', ')]),
      style,
    ),
  render: (item, style) =>
    facts(
      [
        ['name', item.name],
        ['issuer', item.issuer],
        ['audiences', item.audiences.join(', ')],
        ['algorithms', item.algorithms.join(', ')],
        ['preset', item.preset ?? 'none'],
        ['keys', item.jwks ? 'given' : 'discovered at the issuer'],
      ],
      style,
    ),
};

export const makeIssuersCommand = (deps: CommandDeps) =>
  new Command('issuers')
    .description('say whose tokens are proofs of identity')
    .addCommand(makeListCommand(ISSUERS, deps))
    .addCommand(makeShowCommand(ISSUERS, deps))
    .addCommand(makeAddCommand(deps))
    .addCommand(makeChangeCommand(deps))
    .addCommand(makeRemoveCommand(ISSUERS, deps));

const URL_ARGUMENT = 'the "iss" of its tokens, such as https://gitlab.example.com';

const makeAddCommand = (deps: CommandDeps) =>
  withIssuerOptions(new Command('add').argument('<name>').argument('<url>', URL_ARGUMENT))
    .description('trust the tokens of an issuer')
    .action(async (name: string, issuer: string, options: IssuerOptions, command: Command) => {
      const said = await issuerTerms(options, deps.system.cwd);
      await writeResource(
        ISSUERS,
        'add',
        name,
        async ({ client }) => ({
          issuer,
          ...said,
          audiences: options.audience ?? [await client.issuer()],
        }),
        deps,
        command,
      );
    });

const makeChangeCommand = (deps: CommandDeps) =>
  withIssuerOptions(new Command('change').argument('<name>').argument('[url]', URL_ARGUMENT))
    .description('change what is named of an issuer; the rest stays')
    .option('--no-jwks', 'discover its public keys')
    .option('--no-preset', 'let it have the rules of its URL, or none')
    .action(
      async (name: string, url: string | undefined, options: IssuerOptions, command: Command) => {
        const said = {
          ...(url && { issuer: url }),
          ...(await issuerTerms(options, deps.system.cwd)),
        };
        if (Object.keys(said).length === 0) {
          throw new CliError(
            'usage',
            'Say what to change: the URL, or see the options in "--help".',
          );
        }
        await writeResource(
          ISSUERS,
          'change',
          name,
          (_, before) => ({ ...(before && settable(before)), ...said }),
          deps,
          command,
        );
      },
    );

/** Of an issuer as it is, what can be said of it. */
function settable({ issuer, audiences, algorithms, preset, jwks }: IssuerAnswer): object {
  return { issuer, audiences, algorithms, preset, jwks };
}
