import { resolve } from 'node:path';
import type { System } from '../system.ts';
import { type ConfigFile, findProjectFile, readUserFile, userFilePath } from './config-file.ts';
import { parseRegistryUrl, type RegistryUrl } from './registry-url.ts';
import type { GlobalOptions, Origin, Settings } from './settings.ts';
import { withholdReason } from './trust.ts';

/** What holds: a flag before the environment before the project's file before the user's. */
export async function loadSettings(system: System, options: GlobalOptions): Promise<Settings> {
  const [project, user] = await Promise.all([findProjectFile(system), readUserFile(system)]);
  const registry = chooseRegistry(system.env, options, project, user);
  const token = chooseToken(system, options, registry?.url, project, user);
  const withheld =
    registry === undefined || token === undefined
      ? undefined
      : withholdReason(registry, token, user, userFilePath(system));
  return {
    ...(registry === undefined ? {} : { registry }),
    ...(token === undefined
      ? {}
      : { token: { ...token, ...(withheld === undefined ? {} : { withheld }) } }),
    ...(project === undefined ? {} : { projectFile: project.path }),
    userFile: userFilePath(system),
  };
}

function chooseRegistry(
  env: System['env'],
  options: GlobalOptions,
  project: ConfigFile | undefined,
  user: ConfigFile | undefined,
): Settings['registry'] {
  const said = (kind: Origin['kind'], name: string, text: string) => ({
    url: parseRegistryUrl(text, name),
    origin: { kind, name },
  });
  if (options.registry !== undefined) return said('flag', '--registry', options.registry);
  // An empty variable is what CI systems make of a missing secret or setting.
  if (env['REGISTRY_URL']) return said('environment', 'REGISTRY_URL', env['REGISTRY_URL']);
  if (project?.registry !== undefined) {
    return { url: project.registry, origin: { kind: 'project', name: project.path } };
  }
  if (user?.registry !== undefined) {
    return { url: user.registry, origin: { kind: 'user', name: user.path } };
  }
  return undefined;
}

function chooseToken(
  { env, cwd }: System,
  options: GlobalOptions,
  registry: RegistryUrl | undefined,
  project: ConfigFile | undefined,
  user: ConfigFile | undefined,
): Omit<NonNullable<Settings['token']>, 'withheld'> | undefined {
  if (options.tokenFile !== undefined) {
    const origin: Origin = { kind: 'flag', name: '--token-file' };
    if (options.tokenFile === '-') return { place: { kind: 'stdin' }, origin };
    return { place: { kind: 'file', path: resolve(cwd, options.tokenFile) }, origin };
  }
  if (env['REGISTRY_TOKEN']) {
    return {
      place: { kind: 'value', value: env['REGISTRY_TOKEN'] },
      origin: { kind: 'environment', name: 'REGISTRY_TOKEN' },
    };
  }
  const fromFile = (path: string, kind: Origin['kind'], name: string) => ({
    place: { kind: 'file' as const, path },
    origin: { kind, name },
  });
  if (project?.tokenFile !== undefined) {
    return fromFile(project.tokenFile, 'project', project.path);
  }
  const own = registry === undefined ? undefined : user?.registries.get(registry.href)?.tokenFile;
  const path = own ?? user?.tokenFile;
  return path === undefined || user === undefined ? undefined : fromFile(path, 'user', user.path);
}
