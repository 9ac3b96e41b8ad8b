import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { GRANT } from '../administration/answers.ts';
import { CliError } from '../errors.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeApplyCommand = ({ connect, presenter, system, endAs }: CommandDeps) =>
  new Command('apply')
    .description('make the grants those of a YAML file: what it does not name is taken away')
    .argument('<file>', 'with "grants:", a list of principal, namespace, role or permissions, …')
    .option('--dry-run', 'show the difference and end with 8 if there is one; change nothing')
    .action(async (file: string, options: { readonly dryRun?: boolean }, command: Command) => {
      const path = resolve(system.cwd, file);
      const [{ parseGrantsFile }, { compareGrants, isEmpty }, { renderDifference }] =
        await Promise.all([
          import('../administration/grants-file.ts'),
          import('../administration/compare-grants.ts'),
          import('../presenters/render-difference.ts'),
        ]);
      const wanted = parseGrantsFile(await readFile(path, 'utf8'), file);
      const { admin, client } = await connect(globalOptions(command));
      const { scope } = await client.whoami();
      if (!scope.split(' ').includes('admin')) {
        throw new CliError(
          'denied',
          'This takes an administrator, and the token in use is none; get one with "registry-cli token get --scope admin". Nothing was changed.',
        );
      }
      const difference = compareGrants(await admin.list('/v1/grants', 'grants', GRANT), wanted);
      const data = { applied: options.dryRun !== true, ...difference };
      if (options.dryRun === true) {
        presenter.report({ data, text: (style) => renderDifference(difference, style) });
        if (!isEmpty(difference)) endAs('different');
        return;
      }
      presenter.show((style) => renderDifference(difference, style));
      const { applyGrants } = await import('../administration/apply-grants.ts');
      await applyGrants(difference, admin);
      presenter.report({ data, text: (style) => style.good('done') });
    });
