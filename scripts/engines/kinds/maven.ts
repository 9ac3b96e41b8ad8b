import { join } from 'node:path';
import { run } from '../run.ts';
import type { Build } from './build.ts';

/** Copies the jars that a pom names, and all that they need, into `lib`. */
export async function buildMaven(build: Build): Promise<void> {
  await run({
    program: 'mvn',
    args: [
      '--batch-mode',
      '--no-transfer-progress',
      `--file=${join(build.recipe, 'pom.xml')}`,
      'dependency:copy-dependencies',
      `-DoutputDirectory=${join(build.into, 'lib')}`,
    ],
    cwd: build.into,
    log: build.log,
  });
}
