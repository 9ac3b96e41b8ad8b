import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packZip } from '../../../src/api/package.ts';
import { unpack } from '../../../src/deployed/functions/unpack.ts';

/** A deployment package of these files, until the test is over. */
export async function smallZip(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-zip-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const zip = join(folder, 'function.zip');
  await writeFile(zip, (await packZip(files)).bytes);
  return zip;
}

/** One file of a deployment package. */
export async function fileInZip(zip: string, name: string): Promise<string> {
  const folder = await unpack(zip);
  onTestFinished(() => rm(folder, { recursive: true }));
  return readFile(join(folder, name), 'utf8');
}
