import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Where to say what is to be undone: at the end of the test, unless somebody says otherwise. */
export type AtEnd = (undo: () => Promise<void>) => void;

/** A folder that is gone when the test is over. */
export async function tempFolder(atEnd: AtEnd = onTestFinished): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'registry-server-'));
  atEnd(() => rm(path, { recursive: true, force: true }));
  return path;
}
