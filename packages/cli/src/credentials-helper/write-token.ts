import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CachedToken, readTokenFile } from './token-files.ts';

/** Keeps a token for its owner alone, at once or not at all. */
export async function writeToken(
  file: string,
  token: CachedToken | { readonly token: string },
): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${randomUUID()}.tmp`);
  try {
    await writeFile(draft, `${JSON.stringify(token)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A draft that is older than this was left by a process that was killed. */
const DRAFT_MS = 60_000;

/** Takes away what has ended, and what a killed process left half done. */
export async function removeEnded(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const end = name.endsWith('.json') ? readTokenFile(path)['expires_at'] : await endOfDraft(path);
    if (typeof end !== 'number' || end <= now.getTime()) await rm(path, { force: true });
  }
}

async function endOfDraft(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : found.mtimeMs + DRAFT_MS;
}
