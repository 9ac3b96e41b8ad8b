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
  const common = join(home, '.terraformrc');
  if (tool === 'terraform') return common;
  const own = join(home, '.tofurc');
  const xdg = join(env['XDG_CONFIG_HOME'] ?? '', 'opentofu', 'tofurc');
  // It is read where neither of the others is: a new one of those would put an end to that.
  const isInXdg = env['XDG_CONFIG_HOME'] && existsSync(xdg);
  return isInXdg && !existsSync(own) && !existsSync(common) ? xdg : own;
}

/** The file that the tool reads: tofu makes do with terraform's where it has none of its own. */
export function fileInForce(tool: Tool, system: Surroundings): string {
  const own = mainFile(tool, system);
  const common = mainFile('terraform', system);
  return !existsSync(own) && existsSync(common) ? common : own;
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
export function pluginFolders(tool: Tool, { env, home }: Surroundings): string[] {
  const common = join(home, '.terraform.d');
  const data = env['XDG_DATA_HOME'];
  if (tool === 'terraform' || !data) return [join(common, 'plugins')];
  const own = join(data, 'opentofu');
  return (existsSync(common) ? [common, own] : [own, common]).map((one) => join(one, 'plugins'));
}

/** Where further configuration lies. tofu looks at ~/.terraform.d alone once that is there. */
export function configFolder(tool: Tool, { env, home }: Surroundings): string {
  const common = join(home, '.terraform.d');
  const xdg = env['XDG_CONFIG_HOME'];
  return tool === 'tofu' && xdg && !existsSync(common) ? join(xdg, 'opentofu') : common;
}

function namedFile(env: System['env']): string | undefined {
  return env['TF_CLI_CONFIG_FILE'] || env['TERRAFORM_CONFIG'] || undefined;
}
