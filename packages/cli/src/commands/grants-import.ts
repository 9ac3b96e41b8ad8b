import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandDeps } from './command-deps.ts';

export const makeImportCommand = ({ presenter, system }: CommandDeps) =>
  new Command('import')
    .description('turn the grants of aws-lambda-terraform-registry into a file for "grants apply"')
    .argument('<scan>', 'its table as JSON, as "aws dynamodb scan" prints it')
    .argument('<file>', 'the YAML file to write; it must not be there yet')
    .action(async (scan: string, file: string) => {
      const [{ importGrants }, { renderGrantsFile }] = await Promise.all([
        import('../administration/import/import-grants.ts'),
        import('../administration/import/render-grants-file.ts'),
      ]);
      const path = resolve(system.cwd, scan);
      const imported = importGrants(await readFile(path, 'utf8'), scan);
      await writeFile(resolve(system.cwd, file), renderGrantsFile(imported), { flag: 'wx' });
      const { grants, commands, left } = imported;
      presenter.report({
        data: { file, grants, commands, left },
        text: (style) =>
          [
            `${style.good('written')} ${grants.length} grants to ${file}`,
            ...(commands.length === 0 ? [] : ['', 'first make what they refer to:', ...commands]),
            ...(left.length === 0
              ? []
              : ['', style.warning('not carried over:'), ...left.map((one) => `  ${one}`)]),
          ].join('\n'),
      });
    });
