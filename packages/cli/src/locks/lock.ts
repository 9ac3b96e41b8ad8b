import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { cacheFolder } from '../cache-folder.ts';
import type { System } from '../system.ts';

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;
const PAUSE_MS = 25;
/** What one exchange may take; whoever waits longer goes ahead. */
const PATIENCE_MS = 30_000;

/**
 * Lets one process at a time do `work` for a `name`. The lock is the operating system's on a file
 * that SQLite opens, so it ends with its holder however that ended: there is no stale lock to find
 * and to break. Where it cannot be had, two may do the same work, which is wasteful but not wrong.
 */
export async function withLock<T>(
  name: string,
  system: Pick<System, 'env' | 'home' | 'sleep' | 'signal'>,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await open(name, system);
  try {
    for (let waited = 0; waited < PATIENCE_MS && !taken(lock); waited += PAUSE_MS) {
      await system.sleep(PAUSE_MS, system.signal);
    }
    return await work();
  } finally {
    lock?.close();
  }
}

async function open(
  name: string,
  system: Pick<System, 'env' | 'home'>,
): Promise<DatabaseSync | undefined> {
  const folder = join(cacheFolder(system), 'locks');
  const file = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const { DatabaseSync } = await import('node:sqlite');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new DatabaseSync(join(folder, file));
  } catch {
    // A home that nobody may write to.
    return undefined;
  }
}

function taken(lock: DatabaseSync | undefined): boolean {
  try {
    lock?.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    return !(error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY);
  }
}
