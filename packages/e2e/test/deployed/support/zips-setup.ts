import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGE_LAMBDAS = join(import.meta.dirname, '../../../../../scripts/package-lambdas');

/** Builds the zips that the module deploys, from these sources. */
export async function packageLambdas(): Promise<void> {
  await promisify(execFile)(PACKAGE_LAMBDAS);
}

export const setup = packageLambdas;
