/**
 * Files that hold tokens, written beside their place and moved into it: whoever reads one sees the
 * old text or the new one.
 */
import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What is older was left by a process that was killed, with a token in it. */
const DRAFT_MS = 60_000;
const DRAFT = /^(.+)\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** The file has this text and mode, or is as it was before. */
export async function replaceFile(target: string, text: string, mode: number): Promise<void> {
  const draft = `${target}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx', mode);
    try {
      // Whatever the umask left out.
      await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Takes away what killed processes have left beside `target`, or beside any file of its folder. */
export async function removeDrafts(
  target: string,
  now: Date,
  of: 'it' | 'any' = 'it',
): Promise<void> {
  const folder = dirname(target);
  for (const name of await readdir(folder).catch(() => [])) {
    const [, original] = DRAFT.exec(name) ?? [];
    if (original === undefined || (of === 'it' && original !== basename(target))) continue;
    const draft = join(folder, name);
    const found = await stat(draft).catch(() => undefined);
    if (found && found.mtimeMs + DRAFT_MS <= now.getTime()) await rm(draft, { force: true });
  }
}
