/**
 * The two YAML files: `.registry.yaml` of a project and the user's own. The same keys, except that
 * only the user may say which registries get which token.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CliError } from '../errors.ts';
import { errorCode } from '../file-system-errors.ts';
import type { System } from '../system.ts';
import { parseRegistryUrl, type RegistryUrl } from './registry-url.ts';

export const PROJECT_FILE = '.registry.yaml';

export interface ConfigFile {
  readonly path: string;
  readonly registry?: RegistryUrl;
  /** Absolute. */
  readonly tokenFile?: string;
  /** Further registries, by address, each with what is for it alone. */
  readonly registries: ReadonlyMap<string, RegistryEntry>;
}

export interface RegistryEntry {
  readonly tokenFile?: string;
  /** Who it may say it is: the audience of proofs that are made for it. */
  readonly issuer?: string;
}

/** The nearest project file, from `cwd` upwards. */
export async function findProjectFile(system: System): Promise<ConfigFile | undefined> {
  for (let folder = system.cwd; ; folder = dirname(folder)) {
    const found = await readConfigFile(join(folder, PROJECT_FILE), 'project', system.home);
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}

export function userFilePath({ env, home }: Pick<System, 'env' | 'home'>): string {
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'registry', 'config.yaml');
}

export async function readUserFile(system: System): Promise<ConfigFile | undefined> {
  return readConfigFile(userFilePath(system), 'user', system.home);
}

async function readConfigFile(
  path: string,
  kind: 'project' | 'user',
  home: string,
): Promise<ConfigFile | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const { parseConfig } = await import('./config-schema.ts');
  const config = parseConfig(text, path, kind);
  const fileAt = (name: string) =>
    name.startsWith('~/') ? join(home, name.slice(2)) : resolve(dirname(path), name);
  const withFile = (name: string | undefined) =>
    name === undefined ? {} : { tokenFile: fileAt(name) };
  return {
    path,
    ...(config.registry === undefined ? {} : { registry: parseRegistryUrl(config.registry, path) }),
    ...withFile(config.token_file),
    registries: new Map(
      Object.entries(config.registries ?? {}).map(([address, settings]) => [
        parseRegistryUrl(address, path).href,
        {
          ...withFile(settings?.token_file),
          ...(settings?.issuer === undefined ? {} : { issuer: settings.issuer }),
        },
      ]),
    ),
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw new CliError('usage', `The configuration file ${path} cannot be read; check it.`, {
      cause: error,
    });
  }
}
