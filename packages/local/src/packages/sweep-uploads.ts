import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@registry/domain';
import { errnoOf } from '../errno.ts';

const WAITING_TIME_MS = 24 * 60 * 60 * 1000;

/** Removes uploads that waited a day without being published, and parts of broken ones. */
export async function sweepUploads(uploads: string, clock: Clock): Promise<void> {
  const entries = await readdir(uploads, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    try {
      const { mtimeMs } = await stat(path);
      if (clock().getTime() - mtimeMs > WAITING_TIME_MS) await rm(path, { force: true });
    } catch (error) {
      // Published or replaced meanwhile: not ours to remove any more.
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }
}
