import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type DataFolder, openDataFolder } from '../../src/index.ts';

/** A folder that is gone when the test is over. */
export async function tempFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'registry-local-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

export async function tempDataFolder(): Promise<DataFolder> {
  return openDataFolder(join(await tempFolder(), 'data'));
}
