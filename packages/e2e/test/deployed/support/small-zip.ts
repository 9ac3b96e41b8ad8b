import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packZip } from '../../../src/api/package.ts';

/** A deployment package with one file, `index.mjs`, until the test is over. */
export async function smallZip(code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-zip-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const zip = join(folder, 'function.zip');
  await writeFile(zip, (await packZip({ 'index.mjs': code })).bytes);
  return zip;
}
