import { execFile } from 'node:child_process';
import { z } from 'zod';
import { installEngine } from '../../engines/index.ts';
import { shown, TERRAFORM_FOLDER } from '../folders.ts';

/**
 * What checkov finds insecure: its bar is none. A check that does not fit is skipped by a comment
 * with the reason, inside the resource that it is about. Examples are left out: what surrounds the
 * module there stands for what a user has already.
 */
export async function insecureSettings(folder = TERRAFORM_FOLDER): Promise<string[]> {
  const program = await installEngine('checkov');
  const what = ['--directory', '.', '--framework', 'terraform', '--skip-path', 'examples'];
  const how = ['--skip-download', '--compact', '--quiet', '--output', 'json'];
  const printed = await new Promise<string>((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, [...what, ...how], options, (error, stdout, stderr) => {
      // It ends with 1 when it has found something.
      if (error === null || error.code === 1) resolve(stdout);
      else reject(new Error(`checkov ended with ${error.code}: ${stderr.slice(-2000)}`));
    });
  });
  const report = Report.parse(JSON.parse(printed));
  const { results, summary } = 'results' in report ? report : { results: NOTHING, summary: report };
  const unread =
    summary.parsing_errors === 0
      ? []
      : [`checkov cannot read ${summary.parsing_errors} file(s), which it then does not check.`];
  const found = results.failed_checks.map(
    ({ check_id, check_name, file_path, resource }) =>
      `${shown(file_path.replace(/^\//, ''))}: ${resource}: ${check_name} (${check_id}).`,
  );
  return [...unread, ...new Set(found)];
}

const NOTHING = { failed_checks: [] };

const Summary = z.object({ parsing_errors: z.number() });

const Report = z.union([
  z.object({
    summary: Summary,
    results: z.object({
      failed_checks: z.array(
        z.object({
          check_id: z.string(),
          check_name: z.string(),
          file_path: z.string(),
          resource: z.string(),
        }),
      ),
    }),
  }),
  // Where it has nothing to say.
  Summary,
]);
