import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { interruption } from './interruption.ts';

const HEARTBEAT_MS = 5_000;
const SILENT_TOO_LONG_MS = 60_000;

/**
 * Runs `work` while no other process of this machine does so under the same path. A holder that
 * died, or that has not touched its lock for a minute (its pid now belongs to somebody else), loses
 * the lock to whoever waits. In the rarest race two get through: `work` must end with a rename.
 */
export async function withLock<T>(
  path: string,
  onWait: (holder: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  let waited = false;
  while (!tryLock(path)) {
    const holder = readHolder(path);
    if (holder !== undefined && isStale(path, holder)) {
      takeAside(path, holder);
    } else {
      if (!waited && holder !== undefined) {
        onWait(holder);
        waited = true;
      }
      await sleep(200, undefined, { signal: interruption.signal });
    }
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (readHolder(path) === process.pid) {
      rmSync(path, { force: true });
    }
  }
}

/** A hard link appears with its content or not at all, so a lock always names its holder. */
function tryLock(path: string): boolean {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

function readHolder(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isStale(path: string, holder: number): boolean {
  if (!isAlive(holder)) {
    return true;
  }
  try {
    return Date.now() - statSync(path).mtimeMs > SILENT_TOO_LONG_MS;
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** Moves the lock away before deleting it, and back if it turns out to be somebody's fresh one. */
function takeAside(path: string, deadHolder: number): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readHolder(aside) !== deadHolder) {
      linkSync(aside, path);
    }
  } catch {
    // Somebody else was quicker, with either step: the next round sees what is there now.
  } finally {
    rmSync(aside, { force: true });
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Gone: it was taken from us while the machine slept. The rename at the end settles it.
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
