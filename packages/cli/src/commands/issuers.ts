import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ISSUER_ALGORITHMS, ISSUER_PRESETS } from '@registry/domain';
import { Command, Option } from 'commander';
import { ISSUER, type IssuerAnswer } from '../administration/answers.ts';
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
        ['keys', item['jwks'] ? 'given' : 'discovered at the issuer'],
      ],
      style,
    ),
};

interface IssuerOptions {
  readonly audience?: readonly string[];
  readonly algorithm?: readonly string[];
  readonly preset?: (typeof ISSUER_PRESETS)[number];
  readonly jwks?: string;
}

export const makeIssuersCommand = (deps: CommandDeps) =>
  new Command('issuers')
    .description('say whose tokens are proofs of identity')
    .addCommand(makeListCommand(ISSUERS, deps))
    .addCommand(makeShowCommand(ISSUERS, deps))
    .addCommand(makeWriteCommand('add', 'trust the tokens of an issuer', deps))
    .addCommand(makeWriteCommand('change', 'say anew how an issuer is trusted', deps))
    .addCommand(makeRemoveCommand(ISSUERS, deps));

function makeWriteCommand(intent: 'add' | 'change', description: string, deps: CommandDeps) {
  return new Command(intent)
    .description(description)
    .argument('<name>')
    .argument('<url>', 'the "iss" of its tokens, such as https://gitlab.example.com')
    .option(
      '--audience <audience>',
      "whom its tokens must be for; may be repeated (default: the registry's own issuer)",
      collect,
    )
    .addOption(
      new Option(
        '--algorithm <algorithm>',
        'what it signs with; may be repeated (default: what the preset says, else RS256)',
      )
        .choices([...ISSUER_ALGORITHMS])
        .argParser(collect),
    )
    .addOption(
      new Option('--preset <preset>', 'the rules of a known issuer').choices([...ISSUER_PRESETS]),
    )
    .option('--jwks <file>', 'its public keys, where they cannot be discovered')
    .action(async (name: string, url: string, options: IssuerOptions, command: Command) => {
      const { preset, jwks } = options;
      const keys = jwks === undefined ? null : await readKeys(resolve(deps.system.cwd, jwks));
      await writeResource(
        ISSUERS,
        intent,
        name,
        async ({ client }) => ({
          issuer: url,
          audiences: options.audience ?? [await client.issuer()],
          ...(options.algorithm && { algorithms: options.algorithm }),
          jwks: keys,
          preset: preset ?? null,
        }),
        deps,
        command,
      );
    });
}

function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}

async function readKeys(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliError('usage', `${path} is not JSON; it must hold {"keys":[…]} (RFC 7517).`);
  }
}
