import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeployedFunction } from '../../../packages/e2e/src/deployed/functions/deployed-function.ts';
import { lambdaEnvironment } from '../../../packages/e2e/src/deployed/functions/environment.ts';
import { unpack } from '../../../packages/e2e/src/deployed/functions/unpack.ts';
import type { Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { firstLine } from '../processes/first-line.ts';
import { alternate } from '../rounds/alternate.ts';
import { compare } from '../rounds/compare.ts';
import { median } from '../rounds/statistics.ts';
import { bundleEmptyFunction } from '../start/bundles.ts';

/** Of each function as deployed: from nothing until it is loaded, beside one that does nothing. */
export async function measureLoading(
  functions: readonly DeployedFunction[],
  region: string,
  { quick, atEnd }: PartContext,
): Promise<Measurement[]> {
  const empty = await bundleEmptyFunction(atEnd);
  const measurements: Measurement[] = [];
  for (const fn of functions) {
    const root = await unpack(fn.zip);
    atEnd(() => rm(root, { recursive: true }));
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    const env = {
      ...fn.environment,
      ...lambdaEnvironment(fn, root, 'bench'),
      ...credentials,
      AWS_REGION: region,
    };
    const taken = await alternate(
      quick ? 3 : 25,
      () => timeToLoad(join(root, 'index.mjs'), env),
      () => timeToLoad(empty, env),
    );
    const from = `${Math.round(median(taken.ours))} ms and ${Math.round(median(taken.other))} ms`;
    const name = `start of ${fn.name} until it is loaded, beside an empty function`;
    measurements.push({ name, ...compare(taken), unit: 'ratio', from });
  }
  return measurements;
}

const LOADER = `await import(process.argv[1]); process.stdout.write('loaded\\n');`;

/** Milliseconds from starting a process until it has loaded the bundle, as Lambda's init does. */
async function timeToLoad(bundle: string, env: Readonly<Record<string, string>>): Promise<number> {
  const started = performance.now();
  const args = ['--input-type=module', '--eval', LOADER, pathToFileURL(bundle).href];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  await firstLine(child, /^(loaded)\n/m);
  const milliseconds = performance.now() - started;
  child.kill('SIGKILL');
  await ended;
  return milliseconds;
}
