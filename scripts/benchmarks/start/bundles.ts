import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { AtEnd } from '../processes/at-end.ts';
import { packedLambdas, ROOT } from '../processes/builds.ts';
import { run } from '../processes/run.ts';
import { tempFolder } from '../processes/temp-folder.ts';

/** The read function out of its zip. */
export async function unpackReadFunction(atEnd: AtEnd): Promise<string> {
  const folder = await tempFolder(atEnd);
  const zip = await readFile(join(await packedLambdas(), 'read.zip'));
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return join(folder, 'index.mjs');
}

/** The empty function, bundled as the others are. */
export async function bundleEmptyFunction(atEnd: AtEnd): Promise<string> {
  const folder = await tempFolder(atEnd);
  const source = join(import.meta.dirname, 'empty-function.ts');
  const bundler = join(ROOT, 'scripts/lib/bundle.ts');
  await run(process.execPath, [bundler, 'lambda', `empty/index=${source}`], { cwd: folder });
  return join(folder, 'dist/empty/index.mjs');
}
