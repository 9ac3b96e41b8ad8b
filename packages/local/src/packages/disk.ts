import { open } from 'node:fs/promises';
import { UnavailableError } from '@registry/domain';
import { errnoOf } from '../errno.ts';

// Full (of bytes or of open files), over a quota or a size limit, broken, or read-only.
const CANNOT_TAKE_MORE = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS', 'EMFILE', 'ENFILE'];

/** Runs `work`; a disk that cannot take more now is an UnavailableError. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!CANNOT_TAKE_MORE.includes(errnoOf(error) ?? '')) throw error;
    throw new UnavailableError('The registry cannot write to its disk; try again later.', {
      cause: error,
      retryAfterSeconds: 10,
    });
  }
}

/** The name of a file is as durable as the folder that holds it. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
