import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeDrafts, replaceFile } from '../replace-file.ts';
import { type CachedToken, readTokenFile } from './token-files.ts';

/** Keeps a token for its owner alone, at once or not at all. */
export async function writeToken(
  file: string,
  token: CachedToken | { readonly token: string },
  now: Date,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await removeDrafts(file, now, 'any');
  await replaceFile(file, `${JSON.stringify(token)}\n`, 0o600);
}

/** Takes away the kept tokens that have ended, and what is none. */
export async function removeEnded(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith('.json')) continue;
    const path = join(folder, name);
    const { expires_at: end } = readTokenFile(path);
    if (typeof end !== 'number' || end <= now.getTime()) await rm(path, { force: true });
  }
}
