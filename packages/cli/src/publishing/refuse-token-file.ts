import { realpath } from 'node:fs/promises';
import { CliError } from '../errors.ts';
import type { PackageFile } from './package-file.ts';

/** A token that lies in the folder would go to everybody who may read the module. */
export async function refuseTokenFile(
  { contents }: PackageFile,
  tokenFile: string | undefined,
): Promise<void> {
  if (tokenFile === undefined) return;
  // What has no path of its own, as the pipe of "--token-file <(command)", lies in no folder.
  const place = await realpath(tokenFile).catch(() => undefined);
  if (place === undefined) return;
  for (const path of contents) {
    if ((await realpath(path)) !== place) continue;
    throw new CliError(
      'refused',
      `The token file ${tokenFile} would go into the package; name it in .terraformignore, or move it.`,
    );
  }
}
