/** Where terraform and tofu look, when nobody tells them otherwise (cliconfig/config_unix.go). */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { System } from '../system.ts';

export type Tool = 'terraform' | 'tofu';
type Surroundings = Pick<System, 'env' | 'home' | 'cwd'>;

/** The file that the user writes. */
export function mainFile(tool: Tool, { env, home, cwd }: Surroundings): string {
  const named = namedFile(env);
  if (named !== undefined) return resolve(cwd, named);
  return join(home, tool === 'tofu' ? '.tofurc' : '.terraformrc');
}

/** The file that the tool reads: tofu makes do with terraform's where it has none of its own. */
export function fileInForce(tool: Tool, system: Surroundings): string {
  const own = mainFile(tool, system);
  return tool === 'tofu' && !existsSync(own) ? mainFile('terraform', system) : own;
}

/** Everything that the tool reads: that file, and the folder beside it unless a file was named. */
export function configFiles(tool: Tool, system: Surroundings): string[] {
  const main = fileInForce(tool, system);
  if (namedFile(system.env) !== undefined) return [main];
  const folder = configFolder(tool, system);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const further = names.filter((name) => /\.tfrc(?:\.json)?$/.test(name)).sort();
  return [main, ...further.map((name) => join(folder, name))];
}

/** Where helpers lie, the first one being ours to write. */
export function pluginFolders(tool: Tool, system: Surroundings): string[] {
  const { env } = system;
  const folders = [join(configFolder(tool, system), 'plugins')];
  if (tool === 'tofu' && env['XDG_DATA_HOME']) {
    folders.push(join(env['XDG_DATA_HOME'], 'opentofu', 'plugins'));
  }
  return folders;
}

// An empty ~/.terraform.d made by us would keep tofu from reading the folder under XDG_CONFIG_HOME.
function configFolder(tool: Tool, { env, home }: Surroundings): string {
  const common = join(home, '.terraform.d');
  const xdg = env['XDG_CONFIG_HOME'];
  return tool === 'tofu' && xdg && !existsSync(common) ? join(xdg, 'opentofu') : common;
}

function namedFile(env: System['env']): string | undefined {
  return env['TF_CLI_CONFIG_FILE'] || env['TERRAFORM_CONFIG'] || undefined;
}
