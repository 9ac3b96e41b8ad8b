import { AUDIT_ACTIONS, canonicalPrincipal, parseTime } from '@registry/domain';
import { Command, Option } from 'commander';
import { AUDIT_ENTRY, type AuditAnswer } from '../administration/answers.ts';
import { CliError } from '../errors.ts';
import { table } from '../presenters/table.ts';
import { asUsage } from '../usage.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

interface AuditOptions {
  readonly since?: string;
  readonly until?: string;
  readonly principal?: string;
  readonly action?: string;
  readonly limit: string;
}

export const makeAuditCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('audit')
    .description('show what was done and refused, the newest first')
    .option('--since <time>', 'from then on: 2026-01-31, or with a time of day')
    .option('--until <time>', 'up to then')
    .option('--principal <principal>', 'what they did')
    .addOption(new Option('--action <action>', 'this alone').choices([...AUDIT_ACTIONS]))
    .option('--limit <number>', 'at most so many', '100')
    .action(async (options: AuditOptions, command: Command) => {
      const query = queryOf(options);
      const limit = limitOf(options.limit);
      const { admin } = await connect(globalOptions(command));
      const entries = await admin.list(`/v1/audit?${query}`, 'entries', AUDIT_ENTRY, limit);
      presenter.report({
        data: { entries },
        text: (style) =>
          entries.length === 0
            ? 'nothing'
            : table(
                ['AT', 'ACTION', 'OUTCOME', 'WHO', 'FROM', 'WHAT'],
                entries.map((entry) => [
                  entry.at,
                  entry.action,
                  entry.outcome,
                  entry.principal ?? entry.identity ?? '',
                  entry.source ?? '',
                  entry.reason ?? detailOf(entry),
                ]),
                style,
              ),
      });
    });

function queryOf({ since, until, principal, action }: AuditOptions): URLSearchParams {
  const time = (text: string) => asUsage(() => parseTime(text)).toISOString();
  return new URLSearchParams({
    ...(since === undefined ? {} : { since: time(since) }),
    ...(until === undefined ? {} : { until: time(until) }),
    ...(principal === undefined ? {} : { principal: asUsage(() => canonicalPrincipal(principal)) }),
    ...(action === undefined ? {} : { action }),
  });
}

function limitOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new CliError('usage', 'The limit must be a whole number, at least 1.');
}

function detailOf({ detail }: AuditAnswer): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}
