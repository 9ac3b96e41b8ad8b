import { resolve } from 'node:path';
import type { System } from '../system.ts';
import { type ConfigFile, findProjectFile, readUserFile, userFilePath } from './config-file.ts';
import { parseRegistryUrl, type RegistryUrl } from './registry-url.ts';
import type { GlobalOptions, Origin, Settings, Sources } from './settings.ts';
import { untrustedReason, withholdReason } from './trust.ts';

/** What holds: a flag before the environment before the project's file before the user's. */
export async function loadSettings(
  system: System,
  options: GlobalOptions,
  sources: Sources = 'all',
): Promise<Settings> {
  const [project, user] = await Promise.all([
    sources === 'all' ? findProjectFile(system) : undefined,
    readUserFile(system),
  ]);
  const registry = chooseRegistry(system, options, project, user);
  const token = chooseToken(system, options, registry?.url, project, user);
  const withheld =
    registry === undefined || token === undefined
      ? undefined
      : withholdReason(registry, token, user, userFilePath(system));
  const issuer = chooseIssuer(system.env, registry?.url, user);
  return {
    ...(registry === undefined ? {} : { registry }),
    ...(token === undefined
      ? {}
      : { token: { ...token, ...(withheld === undefined ? {} : { withheld }) } }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(project === undefined ? {} : { projectFile: project.path }),
    userFile: userFilePath(system),
  };
}

function chooseRegistry(
  system: System,
  options: GlobalOptions,
  project: ConfigFile | undefined,
  user: ConfigFile | undefined,
): Settings['registry'] {
  const { env } = system;
  const chosen = (url: RegistryUrl, kind: Origin['kind'], name: string) => {
    const origin = { kind, name };
    const untrusted = untrustedReason(url, origin, user, userFilePath(system));
    return { url, origin, ...(untrusted === undefined ? {} : { untrusted }) };
  };
  const said = (kind: Origin['kind'], name: string, text: string) =>
    chosen(parseRegistryUrl(text, name), kind, name);
  if (options.registry !== undefined) return said('flag', '--registry', options.registry);
  // An empty variable is what CI systems make of a missing secret or setting.
  if (env['REGISTRY_URL']) return said('environment', 'REGISTRY_URL', env['REGISTRY_URL']);
  if (project?.registry !== undefined) return chosen(project.registry, 'project', project.path);
  if (user?.registry !== undefined) return chosen(user.registry, 'user', user.path);
  return undefined;
}

function chooseIssuer(
  env: System['env'],
  registry: RegistryUrl | undefined,
  user: ConfigFile | undefined,
): Settings['issuer'] {
  if (env['REGISTRY_ISSUER']) {
    const origin: Origin = { kind: 'environment', name: 'REGISTRY_ISSUER' };
    return { value: env['REGISTRY_ISSUER'], origin };
  }
  const own = registry === undefined ? undefined : user?.registries.get(registry.href)?.issuer;
  if (own === undefined || user === undefined) return undefined;
  return { value: own, origin: { kind: 'user', name: user.path } };
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
