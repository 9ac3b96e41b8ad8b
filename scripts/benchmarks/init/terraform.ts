import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AtEnd } from '../processes/at-end.ts';
import { run } from '../processes/run.ts';
import { tempFolder } from '../processes/temp-folder.ts';

export interface ModuleCall {
  readonly name: string;
  readonly source: string;
  readonly version?: string;
}

/** A folder that calls these modules; what comes back installs them all anew and takes the time. */
export async function prepareTerraform(
  atEnd: AtEnd,
  calls: readonly ModuleCall[],
  cliConfig: string,
): Promise<() => Promise<number>> {
  const folder = await tempFolder(atEnd);
  const data = join(folder, 'terraform-data');
  const cliConfigFile = join(folder, 'terraformrc');
  await writeFile(join(folder, 'main.tf'), calls.map(blockOf).join('\n'));
  await writeFile(cliConfigFile, cliConfig, { mode: 0o600 });
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    TF_DATA_DIR: data,
    TF_CLI_CONFIG_FILE: cliConfigFile,
    // Otherwise it asks its maker for a newer version.
    CHECKPOINT_DISABLE: '1',
  };
  return async () => {
    await rm(data, { recursive: true, force: true });
    const started = performance.now();
    await run('terraform', ['init', '-backend=false', '-input=false'], { cwd: folder, env });
    const seconds = (performance.now() - started) / 1000;
    const installed = await readdir(join(data, 'modules'));
    // A folder each, and modules.json.
    if (installed.length !== calls.length + 1) throw new Error('terraform left a module out');
    return seconds;
  };
}

function blockOf({ name, source, version }: ModuleCall): string {
  const pin = version === undefined ? '' : `  version = "${version}"\n`;
  return `module "${name}" {\n  source = "${source}"\n${pin}}\n`;
}
