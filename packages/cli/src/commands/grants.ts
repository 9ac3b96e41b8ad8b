import { Command } from 'commander';
import { GRANT } from '../administration/answers.ts';
import { type TermOptions, termsBody, withTermOptions } from '../administration/grant-terms.ts';
import {
  grantAddress,
  grantPath,
  grantsPath,
  namespaceArgument,
  principalArgument,
} from '../administration/paths.ts';
import { CliError } from '../errors.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';
import { makeApplyCommand } from './grants-apply.ts';
import { makeExplainCommand } from './grants-explain.ts';
import { makeImportCommand } from './grants-import.ts';

const PRINCIPAL = 'identity:<name>, an IAM ARN or oidc:<issuer>#<subject>';
const NAMESPACE = 'a namespace, "acme-*", "*", or one with a "{claim}"';

const addressed = (name: string) =>
  new Command(name).argument('<principal>', PRINCIPAL).argument('<namespace>', NAMESPACE);

const makeListCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('list')
    .description('list what is granted: all, or of a principal, or on a namespace')
    .option('--principal <principal>', PRINCIPAL)
    .option('--namespace <namespace>', NAMESPACE)
    .action(
      async (options: { readonly principal?: string; readonly namespace?: string }, command) => {
        const principal =
          options.principal === undefined ? undefined : principalArgument(options.principal);
        const namespace =
          options.namespace === undefined ? undefined : namespaceArgument(options.namespace);
        const { admin } = await connect(globalOptions(command));
        const { renderGrants } = await import('../presenters/render-grants.ts');
        const query = principal === undefined ? '' : `?${new URLSearchParams({ principal })}`;
        const path = namespace === undefined ? `/v1/grants${query}` : grantsPath(namespace);
        const found = await admin.list(path, 'grants', GRANT);
        const grants = found.filter(
          (grant) => principal === undefined || grant.principal === principal,
        );
        presenter.report({ data: { grants }, text: (style) => renderGrants(grants, style) });
      },
    );

const makeShowCommand = ({ connect, presenter }: CommandDeps) =>
  addressed('show')
    .description('show one grant')
    .action(async (principal: string, namespace: string, _options: unknown, command: Command) => {
      const path = grantPath(grantAddress(principal, namespace));
      const { admin } = await connect(globalOptions(command));
      const { value } = await admin.get(path, GRANT);
      const { renderGrant } = await import('../presenters/render-grants.ts');
      presenter.report({ data: value, text: (style) => renderGrant(value, style) });
    });

const makeAddCommand = ({ connect, presenter }: CommandDeps) =>
  withTermOptions(addressed('add'))
    .description('grant somebody something that they do not have yet')
    .action(
      async (principal: string, namespace: string, options: TermOptions, command: Command) => {
        const address = grantAddress(principal, namespace);
        const body = termsBody(options);
        if (!('role' in body) && !('permissions' in body)) {
          throw new CliError('usage', 'Say what they may do: --role, or --permission.');
        }
        const path = grantPath(address);
        const { admin } = await connect(globalOptions(command));
        if ((await admin.find(path, GRANT)) !== undefined) {
          throw new CliError(
            'conflict',
            `${address.principal} has a grant on ${address.namespace} already; see it with "grants show" and change it with "grants change".`,
          );
        }
        const grant = await admin.write('PUT', path, body, GRANT, { ifNoneMatch: '*' });
        const { renderGrant } = await import('../presenters/render-grants.ts');
        presenter.report({ data: grant, text: (style) => renderGrant(grant, style) });
      },
    );

const makeChangeCommand = ({ connect, presenter }: CommandDeps) =>
  withTermOptions(addressed('change'))
    .option('--no-expires-at', 'let it have no end')
    .description('change what is named of a grant; the rest stays')
    .action(
      async (principal: string, namespace: string, options: TermOptions, command: Command) => {
        const path = grantPath(grantAddress(principal, namespace));
        const body = termsBody(options);
        if (Object.keys(body).length === 0) {
          throw new CliError(
            'usage',
            'Say what to change: --role, --permission, --expires-at, --no-expires-at or --reason.',
          );
        }
        const { admin } = await connect(globalOptions(command));
        const { etag } = await admin.get(path, GRANT);
        const grant = await admin.write('PATCH', path, body, GRANT, { ifMatch: etag });
        const { renderGrant } = await import('../presenters/render-grants.ts');
        presenter.report({ data: grant, text: (style) => renderGrant(grant, style) });
      },
    );

const makeRemoveCommand = ({ connect, presenter }: CommandDeps) =>
  addressed('remove')
    .description('take a grant away; tokens that were given for it live on for their few minutes')
    .action(async (principal: string, namespace: string, _options: unknown, command: Command) => {
      const address = grantAddress(principal, namespace);
      const path = grantPath(address);
      const { admin } = await connect(globalOptions(command));
      const { etag } = await admin.get(path, GRANT);
      await admin.remove(path, { ifMatch: etag });
      presenter.report({
        data: { removed: address },
        text: (style) =>
          `${style.good('removed')} the grant of ${address.principal} on ${address.namespace}`,
      });
    });

export const makeGrantsCommand = (deps: CommandDeps) =>
  new Command('grants')
    .description('say who may do what')
    .addCommand(makeListCommand(deps))
    .addCommand(makeShowCommand(deps))
    .addCommand(makeAddCommand(deps))
    .addCommand(makeChangeCommand(deps))
    .addCommand(makeRemoveCommand(deps))
    .addCommand(makeExplainCommand(deps))
    .addCommand(makeApplyCommand(deps))
    .addCommand(makeImportCommand(deps));
