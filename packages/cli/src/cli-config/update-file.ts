import { chmod, mkdir, readFile, readlink, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CliError } from '../errors.ts';
import { errorCode } from '../file-system-errors.ts';
import { withLock } from '../locks/lock.ts';
import { removeDrafts, replaceFile } from '../replace-file.ts';
import type { System } from '../system.ts';
import { HclError } from './hcl-trivia.ts';

export interface UpdateOptions {
  /** What the file may be afterwards; where absent, as it was, or 0600 for a new one. */
  readonly mode?: number;
}

/**
 * Changes a CLI configuration file in one step: whoever reads it meanwhile sees the old text or the
 * new one, and of two who write, none undoes the other's work. A link stays one. Says whether
 * anything changed.
 */
export async function updateFile(
  path: string,
  edit: (text: string) => string,
  system: System,
  { mode }: UpdateOptions = {},
): Promise<boolean> {
  return withLock(path, system, async () => {
    const target = await followLinks(path);
    await removeDrafts(target, system.now());
    const before = await readText(target);
    const after = editText(before ?? emptyText(target), edit, path);
    if (after === before) {
      if (mode !== undefined) await chmod(target, mode);
      return false;
    }
    await mkdir(dirname(target), { recursive: true });
    await replaceFile(target, after, mode ?? (await modeOf(target)) ?? 0o600);
    return true;
  });
}

/** Empty where there is no such file. */
export async function readConfigText(path: string): Promise<string> {
  return (await readText(path)) ?? '';
}

function editText(text: string, edit: (text: string) => string, path: string): string {
  try {
    return edit(text);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    throw new CliError(
      'failed',
      `${path} cannot be changed, because ${error.message}; correct it, or change it by hand.`,
      { cause: error },
    );
  }
}

/** What a link means in the end, even where nothing is there yet. */
async function followLinks(path: string): Promise<string> {
  let target = path;
  for (let count = 0; count < 40; count += 1) {
    try {
      target = resolve(dirname(target), await readlink(target));
    } catch (error) {
      if (['EINVAL', 'ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return target;
      throw error;
    }
  }
  throw new CliError('failed', `${path} is a link that leads nowhere; remove it.`);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : found.mode & 0o777;
}

function emptyText(path: string): string {
  return path.endsWith('.json') ? '{}\n' : '';
}
