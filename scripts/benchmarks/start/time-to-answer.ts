import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { HttpEvent } from '../../../packages/http/src/lambda/index.ts';
import { firstLine } from '../processes/first-line.ts';

/**
 * What Lambda does with a function that is asked for the first time: loads it, asks it, and passes
 * on what it says. Plain JavaScript, since taking types out of it would be a part of the start.
 */
const LOADER = `
  const [bundle, event] = process.argv.slice(1);
  const { handler } = await import(bundle);
  const { statusCode } = await handler(JSON.parse(event));
  process.stdout.write('answered ' + statusCode + '\\n');
`;

/** Milliseconds from starting a process on the bundle until its handler has answered with 200. */
export async function timeToAnswer(
  bundle: string,
  event: HttpEvent,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', LOADER, pathToFileURL(bundle).href, JSON.stringify(event)],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  const status = await firstLine(child, /^answered (\d+)\n/m);
  const milliseconds = performance.now() - started;
  // It would wait for its idle connection to DynamoDB.
  child.kill('SIGKILL');
  await ended;
  if (status !== '200') throw new Error(`${bundle} answered ${status}`);
  return milliseconds;
}
