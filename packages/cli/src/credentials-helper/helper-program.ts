import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** The folder within a plugin folder for programs of this machine's kind, as Go calls it. */
export function platformFolder(): string {
  return `${process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}`;
}

/**
 * The program of a helper: an executable file of its name, the newest where versions are part of
 * the names (FindPlugins in terraform's internal/plugin/discovery).
 */
export function findHelperProgram(name: string, folders: readonly string[]): string | undefined {
  const places = folders.flatMap((folder) => [folder, join(folder, platformFolder())]);
  const candidates = places.flatMap((folder) =>
    namesIn(folder).flatMap((file) => {
      const [, helper, version = ''] =
        /^terraform-credentials-(.+?)(?:_v(\d+\.\d+\.\d+))?$/.exec(file) ?? [];
      const path = join(folder, file);
      return helper === name && isExecutable(path) ? [{ path, version }] : [];
    }),
  );
  const byAge = candidates.sort((a, b) =>
    a.version.localeCompare(b.version, 'en', { numeric: true }),
  );
  return byAge.at(-1)?.path;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && (found.mode & 0o111) !== 0;
}
