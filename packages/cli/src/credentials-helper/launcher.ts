import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginFolders, type Tool } from '../cli-config/places.ts';
import { quoted } from '../completion/shared.ts';
import { CliError } from '../errors.ts';
import { errorCode } from '../file-system-errors.ts';
import type { System } from '../system.ts';

export const HELPER = 'registry';
const MARK = 'Written by "registry-cli credentials-helper install".';

/** Where the tool looks for the program. */
export function launcherPath(tool: Tool, system: System): string {
  return join(pluginFolders(tool, system)[0] ?? '', `terraform-credentials-${HELPER}`);
}

/**
 * A program of the name that the clients look for, which starts ours: with the Node that runs now,
 * as theirs may be another one, and in its own place, so that a newer registry-cli is a newer helper.
 */
export async function writeLauncher(path: string, { program }: System): Promise<void> {
  const existing = await readLauncher(path);
  if (existing !== undefined && !existing.includes(MARK)) {
    throw new CliError('conflict', `${path} is not of registry-cli; move it away, then try again.`);
  }
  const script = `#!/bin/sh
# ${MARK} Run that again after moving registry-cli or Node.
node=${quoted(program.node)}
helper=${quoted(program.helper)}
[ -x "$node" ] || node=node
if [ ! -f "$helper" ]; then
  echo "The credentials helper is no longer at $helper; run 'registry-cli credentials-helper install' again." >&2
  exit 1
fi
exec "$node" "$helper" "$@"
`;
  if (existing === script) return;
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, script);
  await chmod(path, 0o755);
}

/** Says whether it was there. */
export async function removeLauncher(path: string): Promise<boolean> {
  const existing = await readLauncher(path);
  if (existing?.includes(MARK) !== true) return false;
  await rm(path);
  return true;
}

export async function readLauncher(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
