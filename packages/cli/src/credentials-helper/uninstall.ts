import { lstat, rm } from 'node:fs/promises';
import { putHelper, removeHelper } from '../cli-config/helper-block.ts';
import { mainFile, type Tool } from '../cli-config/places.ts';
import { readConfigText, updateFile } from '../cli-config/update-file.ts';
import type { System } from '../system.ts';
import { argumentsOf, findBlock } from './find-block.ts';
import { formatHelperArguments } from './helper-arguments.ts';
import { HELPER, launcherPath, removeLauncher } from './launcher.ts';
import { forget } from './store.ts';

export interface Uninstalled {
  /** The hosts that are not served any more, and whose tokens are gone. */
  readonly hosts: readonly string[];
  readonly file: string | null;
  /** The program, where it was removed. */
  readonly program: string | null;
}

/**
 * Takes back what `install` did: for one host, or for all of them with block, program and tokens. A
 * helper that was passed on to has its block again.
 */
export async function uninstall(
  tool: Tool,
  host: string | undefined,
  system: System,
): Promise<Uninstalled> {
  const block = await findBlock(tool, system);
  const args = argumentsOf(block);
  const leaving = args.entries.filter((entry) => host === undefined || entry.host === host);
  const staying = args.entries.filter((entry) => !leaving.includes(entry));
  for (const entry of leaving) await forget(entry.host, system);
  const hosts = leaving.map((entry) => entry.host);
  const file = block?.ours === true ? block.file : null;
  if (staying.length > 0) {
    const helper = { name: HELPER, args: formatHelperArguments({ ...args, entries: staying }) };
    if (file !== null) await updateFile(file, (text) => putHelper(text, helper, HELPER), system);
    return { hosts, file, program: null };
  }
  const { passOn } = args;
  if (file !== null) {
    await updateFile(
      file,
      (text) =>
        passOn === undefined ? removeHelper(text, HELPER) : putHelper(text, passOn, HELPER),
      system,
    );
    await removeIfEmpty(file, tool, system);
  }
  const program = launcherPath(tool, system);
  const removed = !(await isUsed(program, system)) && (await removeLauncher(program));
  return { hosts, file, program: removed ? program : null };
}

/** An empty ~/.tofurc would still keep tofu from reading ~/.terraformrc. Links are the user's. */
async function removeIfEmpty(file: string, tool: Tool, { home, cwd }: System): Promise<void> {
  if (file !== mainFile(tool, { home, cwd, env: {} })) return;
  const isPlain = (await lstat(file)).isFile();
  if (isPlain && (await readConfigText(file)).trim() === '') await rm(file);
}

/** terraform and tofu may share one program. */
async function isUsed(program: string, system: System): Promise<boolean> {
  for (const tool of ['terraform', 'tofu'] as const) {
    if (launcherPath(tool, system) !== program) continue;
    if ((await findBlock(tool, system))?.ours === true) return true;
  }
  return false;
}
