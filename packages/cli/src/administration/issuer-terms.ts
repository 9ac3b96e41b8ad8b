import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ISSUER_ALGORITHMS, ISSUER_PRESETS } from '@registry/domain';
import { type Command, Option } from 'commander';
import { CliError } from '../errors.ts';

export interface IssuerOptions {
  readonly audience?: readonly string[];
  readonly algorithm?: readonly string[];
  readonly preset?: (typeof ISSUER_PRESETS)[number] | false;
  readonly jwks?: string | false;
}

export function withIssuerOptions(command: Command): Command {
  return command
    .option(
      '--audience <audience>',
      "whom its tokens must be for; may be repeated (of a new one: the registry's own issuer)",
      collect,
    )
    .addOption(
      new Option(
        '--algorithm <algorithm>',
        'what it signs with; may be repeated (of a new one: what the preset says, else RS256)',
      )
        .choices([...ISSUER_ALGORITHMS])
        .argParser(collect),
    )
    .addOption(
      new Option(
        '--preset <preset>',
        'the rules of a known issuer (of a new one: those of its URL)',
      ).choices([...ISSUER_PRESETS]),
    )
    .option('--jwks <file>', 'its public keys, where they cannot be discovered');
}

/** What was said of an issuer, as the body of a request. */
export async function issuerTerms(
  { audience, algorithm, preset, jwks }: IssuerOptions,
  cwd: string,
): Promise<Readonly<Record<string, unknown>>> {
  return {
    ...(audience && { audiences: audience }),
    ...(algorithm && { algorithms: algorithm }),
    ...(preset !== undefined && { preset: preset || null }),
    ...(jwks !== undefined && { jwks: jwks ? await readKeys(resolve(cwd, jwks)) : null }),
  };
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
