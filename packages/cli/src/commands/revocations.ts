import { canonicalPrincipal, parseReason, parseRevocationId, parseTokenId } from '@registry/domain';
import { Command } from 'commander';
import { REVOCATION, type RevocationAnswer } from '../administration/answers.ts';
import { CliError } from '../errors.ts';
import { table } from '../presenters/table.ts';
import { asUsage } from '../usage.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';
import { resourceName } from './resource-commands.ts';

interface RevokeOptions {
  readonly id?: string;
  readonly principal?: string;
  readonly identity?: string;
  readonly reason?: string;
}

export const makeRevokeCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('revoke')
    .description('end one token, or all that somebody was given until now')
    .option('--id <jti>', 'the "jti" of the token, as the audit has it; never the token itself')
    .option('--principal <principal>', 'all tokens of a principal')
    .option('--identity <name>', 'all tokens that were given to an identity')
    .option('--reason <text>', 'why, for whoever asks later')
    .action(async (options: RevokeOptions, command: Command) => {
      const { reason } = options;
      const body = {
        ...whatOf(options),
        ...(reason === undefined ? {} : { reason: asUsage(() => parseReason(reason)) }),
      };
      const { admin } = await connect(globalOptions(command));
      const revocation = await admin.write('POST', '/v1/revocations', body, REVOCATION);
      presenter.report({
        data: revocation,
        text: (style) =>
          [
            `${style.good('revoked')} ${subjectOf(revocation)} (${revocation.id}); it holds everywhere within minutes`,
            ...(revocation.left_to_do === undefined ? [] : [revocation.left_to_do]),
          ].join('\n'),
      });
    });

function whatOf({ id, principal, identity }: RevokeOptions): object {
  const said = [
    ...(id === undefined ? [] : [{ jti: asUsage(() => parseTokenId(id)) }]),
    ...(principal === undefined
      ? []
      : [{ principal: asUsage(() => canonicalPrincipal(principal)) }]),
    ...(identity === undefined ? [] : [{ identity: resourceName(identity) }]),
  ];
  const [what, ...more] = said;
  if (what !== undefined && more.length === 0) return what;
  throw new CliError('usage', 'Say what to end, by one of --id, --principal and --identity.');
}

export const makeRevocationsCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('revocations')
    .description('list what was ended before its time, as long as it matters')
    .action(async (_options: unknown, command: Command) => {
      const { admin } = await connect(globalOptions(command));
      const revocations = await admin.list('/v1/revocations', 'revocations', REVOCATION);
      presenter.report({
        data: { revocations },
        text: (style) =>
          revocations.length === 0
            ? 'nothing is revoked'
            : table(
                ['ID', 'WHAT', 'AT', 'BY', 'REASON'],
                revocations.map((one) => [
                  one.id,
                  subjectOf(one),
                  one.created_at,
                  one.created_by,
                  one.reason,
                ]),
                style,
              ),
      });
    });

export const makeLiftCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('lift')
    .description('let tokens count again that were ended by mistake')
    .argument('<id>', 'of the revocation')
    .action(async (text: string, _options: unknown, command: Command) => {
      const id = asUsage(() => parseRevocationId(text));
      const { admin } = await connect(globalOptions(command));
      await admin.remove(`/v1/revocations/${id}`);
      presenter.report({ data: { lifted: id }, text: (style) => `${style.good('lifted')} ${id}` });
    });

function subjectOf({ jti, principal, identity }: RevocationAnswer): string {
  if (jti !== undefined) return `the token ${jti}`;
  return `all tokens of ${principal ?? `identity:${identity}`}`;
}
