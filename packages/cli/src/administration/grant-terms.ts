import { GRANTABLE, parseReason, parseTime, ROLES } from '@registry/domain';
import type { Command } from 'commander';
import { Option } from 'commander';
import { CliError } from '../errors.ts';
import { asUsage } from '../usage.ts';

export interface TermOptions {
  readonly role?: string;
  readonly permission?: readonly string[];
  readonly expiresAt?: string | false;
  readonly reason?: string;
}

export function withTermOptions(command: Command): Command {
  return command
    .addOption(new Option('--role <role>', 'what they may do').choices(Object.keys(ROLES)))
    .addOption(
      new Option('--permission <permission>', 'the same one by one; may be repeated')
        .choices([...GRANTABLE])
        .argParser((value: string, all: readonly string[] = []) => [...all, value]),
    )
    .option('--expires-at <time>', 'when it ends: 2026-12-31, or with a time of day')
    .option('--reason <text>', 'why, for whoever asks later');
}

/** What was said of a grant, as the body of a request. */
export function termsBody(options: TermOptions): Readonly<Record<string, unknown>> {
  const { role, permission, expiresAt, reason } = options;
  if (role !== undefined && permission !== undefined) {
    throw new CliError('usage', 'Give --role or --permission, not both.');
  }
  for (const one of permission ?? []) {
    if (GRANTABLE.some((known) => known === one)) continue;
    throw new CliError('usage', `The permission "${one}" must be one of ${GRANTABLE.join(', ')}.`);
  }
  return {
    ...(role === undefined ? {} : { role }),
    ...(permission === undefined ? {} : { permissions: [...new Set(permission)] }),
    ...(expiresAt === undefined ? {} : { expires_at: endOf(expiresAt) }),
    ...(reason === undefined ? {} : { reason: asUsage(() => parseReason(reason)) }),
  };
}

function endOf(text: string | false): string | null {
  return text === false ? null : asUsage(() => parseTime(text)).toISOString();
}
