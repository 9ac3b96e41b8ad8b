import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AtEnd } from './at-end.ts';

/** A folder that is gone when the part is over. */
export async function tempFolder(atEnd: AtEnd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
