import { canonicalPrincipal, GRANTABLE, parseNamespacePattern } from '@registry/domain';
import { Argument, Command } from 'commander';
import { ACCESS } from '../administration/answers.ts';
import { asUsage } from '../usage.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeExplainCommand = ({ connect, presenter }: CommandDeps) =>
  new Command('explain')
    .description('say whether somebody may do something, and by which grant')
    .addArgument(new Argument('<permission>', 'what to do').choices([...GRANTABLE]))
    .argument('<namespace>', 'where: a namespace, or "acme-*"')
    .option('--principal <principal>', 'who; you yourself unless given')
    .action(
      async (
        permission: string,
        namespace: string,
        { principal }: { readonly principal?: string },
        command: Command,
      ) => {
        const question = new URLSearchParams({
          permission,
          namespace: asUsage(() => parseNamespacePattern(namespace)),
          ...(principal === undefined
            ? {}
            : { principal: asUsage(() => canonicalPrincipal(principal)) }),
        });
        const { admin } = await connect(globalOptions(command));
        const { value } = await admin.get(`/v1/access?${question}`, ACCESS);
        const { renderAccess } = await import('../presenters/render-grants.ts');
        presenter.report({ data: value, text: (style) => renderAccess(value, style) });
      },
    );
