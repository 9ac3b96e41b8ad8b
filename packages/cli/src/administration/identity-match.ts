import type { Command } from 'commander';
import { CliError } from '../errors.ts';

/** The options of a match, by the names that the API gives them. */
const OPTIONS = {
  issuer: ['--issuer <name>', 'whose tokens: an issuer of the registry'],
  audience: ['--audience <audience>', 'the audience that the token must be for'],
  subject: ['--subject <subject>', 'the subject, exactly'],
  subject_pattern: ['--subject-pattern <pattern>', 'or with "*" for any characters'],
  aws_account: ['--aws-account <account>', 'the twelve digits of an AWS account'],
  aws_organization: ['--aws-organization <id>', 'or an AWS organization, o-…'],
  arn: ['--arn <arn>', 'a role, a user or a session, exactly'],
  arn_pattern: ['--arn-pattern <pattern>', 'or with "*" for any characters'],
  user_id: ['--user-id <id>', 'what STS calls the caller, exactly'],
  user_id_pattern: ['--user-id-pattern <pattern>', 'or with "*" for any characters'],
} as const;

export interface MatchOptions {
  readonly claim?: Readonly<Record<string, readonly string[]>>;
  readonly [option: string]: unknown;
}

export function withMatchOptions(command: Command): Command {
  for (const [flags, description] of Object.values(OPTIONS)) command.option(flags, description);
  return command.option(
    '--claim <name=value>',
    'a claim that the token must have; repeated for one claim, any of the values',
    addClaim,
  );
}

/** What was said; whether it is enough, and not too much, the registry knows and says. */
export function matchOf(options: MatchOptions): Readonly<Record<string, unknown>> {
  const said = Object.keys(OPTIONS).flatMap((name) => {
    const value = options[camelCase(name)];
    return value === undefined ? [] : [[name, value]];
  });
  const { claim } = options;
  if (said.length === 0 && claim === undefined) {
    throw new CliError('usage', 'Say who it is: see the options in "--help".');
  }
  return { ...Object.fromEntries(said), ...(claim === undefined ? {} : { claims: claim }) };
}

function addClaim(
  text: string,
  before: MatchOptions['claim'] = {},
): Readonly<Record<string, readonly string[]>> {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) {
    return { ...before, [name]: [...(before[name] ?? []), value] };
  }
  throw new CliError(
    'usage',
    'A claim is written as name=value, such as --claim repository_owner_id=1234.',
  );
}

function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
