import { Command } from 'commander';
import { IDENTITY, type IdentityAnswer } from '../administration/answers.ts';
import { type MatchOptions, matchOf, withMatchOptions } from '../administration/identity-match.ts';
import { facts, table } from '../presenters/table.ts';
import type { CommandDeps } from './command-deps.ts';
import {
  makeListCommand,
  makeRemoveCommand,
  makeShowCommand,
  type Resource,
  writeResource,
} from './resource-commands.ts';

const IDENTITIES: Resource<IdentityAnswer> = {
  plural: 'identities',
  one: 'an identity',
  schema: IDENTITY,
  renderList: (items, style) =>
    table(
      ['NAME', 'MATCHES'],
      items.map((item) => [item.name, matchText(item)]),
      style,
    ),
  render: ({ name, match }, style) =>
    facts(
      [
        ['name', name],
        ...Object.entries(match).map(([rule, value]) => [rule, textOf(value)] as const),
      ],
      style,
    ),
};

export const makeIdentitiesCommand = (deps: CommandDeps) =>
  new Command('identities')
    .description('say who is who: names for callers of AWS and for bearers of tokens')
    .addCommand(makeListCommand(IDENTITIES, deps))
    .addCommand(makeShowCommand(IDENTITIES, deps))
    .addCommand(makeWriteCommand('add', 'name somebody', deps))
    .addCommand(makeWriteCommand('change', 'let a name mean somebody else', deps))
    .addCommand(makeRemoveCommand(IDENTITIES, deps));

function makeWriteCommand(intent: 'add' | 'change', description: string, deps: CommandDeps) {
  return withMatchOptions(new Command(intent))
    .description(description)
    .argument('<name>')
    .action(async (name: string, options: MatchOptions, command: Command) => {
      const match = matchOf(options);
      await writeResource(IDENTITIES, intent, name, () => ({ match }), deps, command);
    });
}

function matchText({ match }: IdentityAnswer): string {
  return Object.entries(match)
    .map(([rule, value]) => `${rule} ${textOf(value)}`)
    .join(', ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
