import { readdir } from 'node:fs/promises';
import { CliError } from '../errors.ts';
import { errorCode } from '../file-system-errors.ts';

/** Refuses a folder that holds anything, before anything is fetched: what is there is somebody's. */
export async function requireFreeFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error) => {
    if (errorCode(error) === 'ENOENT') return [];
    if (errorCode(error) !== 'ENOTDIR') throw error;
    throw new CliError('usage', `${folder} is not a folder; name another place to unpack to.`);
  });
  if (entries.length > 0) {
    throw new CliError(
      'usage',
      `The folder ${folder} is not empty; name another one, or empty it first.`,
    );
  }
}
