import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from '../run.ts';
import type { Build } from './build.ts';

/**
 * Builds the main package of a Go module from a small module of ours, whose go.mod names the
 * version and whose go.sum holds the hash of every source that goes in. (`go install` refuses
 * modules with a `replace`.) Only flags and this process's environment are set: the user's
 * `go env` stays as it is.
 */
export async function buildGo(
  build: Build,
  mainPackage: string,
  set: readonly string[],
): Promise<void> {
  const ldflags = ['-s', '-w', ...set.map((assignment) => `-X ${assignment}`)].join(' ');
  await run({
    program: 'go',
    args: [
      'build',
      '-mod=readonly',
      '-trimpath',
      '-buildvcs=false',
      `-p=${availableParallelism()}`,
      `-ldflags=${ldflags}`,
      `-o=${join(build.into, build.engine.product)}`,
      mainPackage,
    ],
    cwd: build.recipe,
    env: { CGO_ENABLED: '0', GOWORK: 'off' },
    log: build.log,
  });
}
