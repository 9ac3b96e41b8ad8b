import { join } from 'node:path';
import { run } from './run.ts';

export const ROOT = join(import.meta.dirname, '../../..');

/** Builds the server, where that is needed; its program. */
export async function builtServer(): Promise<string> {
  const build = ['exec', 'turbo', 'run', 'build', '--filter=@registry/server'];
  await run('pnpm', [...build, '--output-logs=errors-only'], { cwd: ROOT });
  return join(ROOT, 'packages/server/dist/server.mjs');
}

/** Builds and packs the Lambda functions; the folder of their zips. */
export async function packedLambdas(): Promise<string> {
  await run(join(ROOT, 'scripts/package-lambdas'), [], { cwd: ROOT });
  return join(ROOT, 'dist/lambdas');
}
