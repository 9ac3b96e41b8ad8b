import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { installEngine } from '../../engines/index.ts';
import { moduleFolders, shown, TERRAFORM_FOLDER } from '../folders.ts';

const execute = promisify(execFile);

/** The modules whose README tells other inputs and outputs than they have; `fix` mends them. */
export async function staleDocumentation(fix: boolean): Promise<string[]> {
  const program = await installEngine('terraform-docs');
  const faults = await Promise.all(
    moduleFolders().map(async (folder) => {
      const check = fix ? [] : ['--output-check'];
      const args = ['--config', '.terraform-docs.yml', ...check, folder];
      try {
        await execute(program, args, { cwd: TERRAFORM_FOLDER });
        return [];
      } catch {
        const place = `${shown(folder)}/README.md`;
        return [
          `${place} is not what its variables and outputs say; ./scripts/check --fix mends it.`,
        ];
      }
    }),
  );
  return faults.flat();
}
